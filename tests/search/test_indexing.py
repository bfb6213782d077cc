"""search.actions.indexing and its task, seen through search.selectors.results"""

import itertools
from datetime import date, timedelta

import pytest
from django.db import transaction

from accounts.actions.verifying_experts import CheckedCredential, grant_credential
from accounts.roles import Profession
from lib.dates import site_today
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.kinds import BODY_MAX, State
from posts.models import Post, PostChange
from search.actions.indexing import BATCH, index_experts, index_pending, index_roots
from search.models import Document, DocumentKind
from search.selectors.results import find
from tests.factories import (
    BODY,
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db
SYLLABLES = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệ"


def found(query):
    return [row.pk for row in find(query).rows if row.kind != DocumentKind.TAG]


def of_posts():
    return Document.objects.filter(post__isnull=False)


def make_indexed_question(**fields):
    question = make_question(**fields)
    run_tasks()
    return question


def test_a_question_is_found_once_the_worker_ran():
    question = make_question(title="My calf cramps after swimming")
    before = found("swimming")

    run_tasks()

    assert before == []
    assert found("swimming") == [question.pk]


@pytest.mark.parametrize("query", ["swim", "SWIMS", "calf cramping", "swum swam swims"])
def test_other_forms_of_its_words_find_it_too(query):
    question = make_indexed_question(title="My calf cramps after swimming")

    assert found(query) == [question.pk]


@pytest.mark.parametrize("query", ["restless", "restless legs", "restless-legs", '"restless legs"'])
def test_a_question_is_found_by_its_tags_however_they_are_written(query):
    question = make_indexed_question(tags=["restless-legs"])

    assert found(query) == [question.pk]


def test_an_article_is_found(tmp_path):
    article = make_article(tmp_path, "night-cramps", body="## Magnesium\n\nHardly studied.")

    run_tasks()

    assert found("magnesium") == [article.pk]


def test_the_words_of_an_answer_find_its_question():
    question = make_question()
    make_answer(question, body="Quinine is no longer recommended for cramps at night.")

    run_tasks()

    assert found("quinine") == [question.pk]


def test_a_hidden_answer_is_not_read_in_the_excerpt_before_the_worker_runs():
    answer = make_answer(
        make_question(title="Cramp at night, what helps"), body="Quinine is for zanzibarcanary only, really."
    )
    run_tasks()

    change_state(make_moderator(), answer, State.HIDDEN)

    assert "zanzibarcanary" not in "".join(row.excerpt for row in find("quinine").rows)


def test_the_words_of_a_comment_do_not_count():
    make_comment(make_question(), body="Have you tried pickles?")

    run_tasks()

    assert found("pickles") == []


@pytest.mark.parametrize("state", [State.HIDDEN, State.PENDING, State.DELETED])
def test_a_question_that_is_taken_down_vanishes_before_the_worker_runs(state):
    question = make_indexed_question(title="My calf cramps after swimming")

    change_state(make_moderator(), question, state)

    assert found("swimming") == []
    run_tasks()
    assert not of_posts().exists()


def test_a_question_that_comes_back_is_found_again():
    question = make_indexed_question(title="My calf cramps after swimming")
    moderator = make_moderator()
    change_state(moderator, question, State.HIDDEN)
    run_tasks()

    change_state(moderator, question, State.VISIBLE)
    run_tasks()

    assert found("swimming") == [question.pk]


def test_an_edit_is_found_by_its_new_words_only():
    question = make_indexed_question(title="My calf cramps after swimming")

    edit_post(question.author, question, Edit(title="My calf cramps after cycling", body=BODY))
    run_tasks()

    assert found("cycling") == [question.pk]
    assert not of_posts().filter(title__contains="swimming").exists()


def test_the_words_of_a_hidden_answer_are_forgotten():
    answer = make_answer(make_question(), body="Quinine is no longer recommended for cramps at night.")
    run_tasks()

    change_state(make_moderator(), answer, State.HIDDEN)
    run_tasks()

    assert found("quinine") == []
    assert of_posts().count() == 1


def test_a_title_counts_more_than_a_text():
    in_text = make_indexed_question(title="My calf cramps every single night", body=f"{BODY} I swim a lot.")
    in_title = make_indexed_question(title="My calf cramps whenever I swim")

    assert found("swim") == [in_title.pk, in_text.pk]


def test_indexing_twice_changes_nothing():
    question = make_question()
    assert index_pending() == 1
    before = list(Document.objects.order_by("pk").values())

    assert index_pending() == 0
    index_roots([question.pk])
    assert list(Document.objects.order_by("pk").values()) == before


def test_what_was_dealt_with_leaves_the_outbox():
    make_answer(make_question())
    assert PostChange.objects.count() == 2

    assert index_pending() == 2

    assert not PostChange.objects.exists()


def test_a_crash_leaves_the_work_for_the_next_run():
    question = make_question(title="My calf cramps after swimming")
    with transaction.atomic():
        index_pending()
        transaction.set_rollback(True)

    run_tasks()

    assert found("swimming") == [question.pk]


def test_more_than_one_batch_is_indexed_in_the_end():
    question = make_question(title="My calf cramps after swimming")
    PostChange.objects.bulk_create(PostChange(post=question, what="edited") for _ in range(2 * BATCH))

    run_tasks()

    assert not PostChange.objects.exists()
    assert found("swimming") == [question.pk]


def test_the_longest_thread_that_the_limits_allow_can_be_indexed():
    question, sounds = make_question(), itertools.product(SYLLABLES, repeat=4)
    words = (f"{a}{b}{c}{d}-{d}{c}{a}{b}" for a, b, c, d in sounds)
    for _ in range(12):
        body = " ".join(itertools.islice(words, BODY_MAX // 10))
        columns = {"kind": "answer", "author": question.author, "body": body, "is_public": True}
        Post.objects.create(root=question, parent=question, **columns)

    index_roots([question.pk])

    assert of_posts().get().post_id == question.pk


def test_each_section_of_an_article_is_found_with_its_anchor(tmp_path):
    parts = ["Most are harmless.", "## What helps", "Magnesium hardly.", "### By day", "Yoga."]
    body = "\n\n".join([*parts, "## Empty", "## Doctor", "Soon."])
    article = make_article(tmp_path, "night-cramps", title="Night cramps", body=body)

    run_tasks()

    rows = (
        Document.objects.filter(post=article)
        .order_by("position")
        .values_list("kind", "heading", "anchor", "text")
    )
    assert list(rows) == [
        ("article", "", "", "Most are harmless."),
        ("section", "What helps", "what-helps", "Magnesium hardly."),
        ("section", "By day", "by-day", "Yoga."),
        ("section", "Doctor", "doctor", "Soon."),
    ]
    assert find("yoga").rows[0].url == "/knowledge/night-cramps/#by-day"


def test_a_frequent_question_is_one_document(tmp_path):
    article = make_article(tmp_path, "faq-night", kind="faq", title="Why do cramps come at night?")

    run_tasks()

    assert [row.kind for row in Document.objects.filter(post=article)] == ["faq"]


def test_a_section_that_is_gone_is_forgotten(tmp_path):
    article = make_article(tmp_path, "night-cramps", body="## One\n\nText.\n\n## Two\n\nText.")
    run_tasks()

    make_article(tmp_path, "night-cramps", body="## One\n\nText.")
    run_tasks()

    assert [row.heading for row in Document.objects.filter(post=article, kind="section")] == ["One"]


def test_a_change_of_tags_alone_writes_text_and_a_change_of_the_review_only_metadata(tmp_path):
    article = make_article(tmp_path, "night-cramps")
    run_tasks()
    before = dict(Document.objects.filter(post=article).values_list("pk", "text_hash"))

    article.article.reviewed_by, article.article.reviewer_qualification = "Ann", "Nurse"
    article.article.last_reviewed = "2026-01-02"
    article.article.save()
    index_roots([article.pk])

    assert dict(Document.objects.filter(post=article).values_list("pk", "text_hash")) == before
    assert set(Document.objects.filter(post=article).values_list("reviewed_on", flat=True)) == {
        date(2026, 1, 2)
    }


def test_a_tag_is_found_while_a_public_post_carries_it():
    question = make_indexed_question(tags=["hamstrings"])
    assert [row.url for row in find("hamstrings").rows if row.kind == "tag"] == ["/tags/hamstrings/"]

    change_state(make_moderator(), question, State.HIDDEN)

    assert find("hamstrings").rows == []
    run_tasks()
    assert not Document.objects.filter(kind="tag").exists()


def test_an_expert_is_found_by_the_public_card_until_the_standing_ends():
    expert = make_expert("eve_hansen")
    run_tasks()
    index_experts([expert.pk])
    assert [row.url for row in find("physiotherapist").rows] == ["/people/eve_hansen/"]

    expert.expert_valid_until = date(2020, 1, 1)
    expert.save()

    assert find("physiotherapist").rows == []
    index_experts([expert.pk])
    assert not Document.objects.filter(kind="expert").exists()


def test_a_new_expert_is_found_as_soon_as_the_license_is_granted():
    person = make_member("new_here")
    today = site_today()
    checked = CheckedCredential(
        profession=Profession.PHYSIOTHERAPIST,
        country="Norway",
        register="Helsepersonellregisteret",
        checked_on=today - timedelta(days=9),
        valid_until=today + timedelta(days=50),
    )

    grant_credential(None, person, checked)
    run_tasks()

    assert [row.url for row in find("physiotherapist").rows] == ["/people/new_here/"]


def test_a_member_has_no_document():
    index_experts([make_member().pk])

    assert not Document.objects.exists()
