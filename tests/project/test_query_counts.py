"""Each page takes the same number of queries whatever there is; lazy loads are errors (FETCH_RAISE)."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions.exporting import ask_for_export, build
from accounts.actions.judging_applications import give_opinion, start_review
from accounts.models import BadgeAward, DataExport, ExpertCredential, ReputationEvent, User
from knowledge.models import Article, ArticleSlug
from moderation.models import VoteRing
from notifications.models import Notification
from posts.kinds import Kind
from posts.models import Post, Revision, Tag
from qa.models import Answer, Intake, Question
from search.actions.indexing import index_roots
from tests.factories import (
    BODY,
    judge,
    make_application,
    make_article,
    make_expert,
    make_member,
    make_moderator,
    make_opinion,
    make_question,
    make_verifier,
)

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 1_000
SIGNED_IN_MOST = 8


def bulk(kind, author, number, **columns):
    """Store many posts at once, as the actions would have."""
    base = {"kind": kind, "author": author, "body": BODY, "body_html": f"<p>{BODY}</p>", "is_public": True}
    now = timezone.now()
    rows = [
        Post(**base, **columns, created_at=now - timedelta(seconds=i), submission_key=uuid.uuid4())
        for i in range(number)
    ]
    return Post.objects.bulk_create(rows)


def make_roots(kind, author, number, **columns):
    return bulk(
        kind, author, number, title="A calf cramp in the night", slug="a", tag_slugs=["calf"], **columns
    )


def with_rows(questions):
    """Give questions what qa stores beside them."""
    Question.objects.bulk_create(Question(post=post) for post in questions)
    Intake.objects.bulk_create(Intake(post=post) for post in questions)
    return questions


def fill(number):
    """Make `number` rows for every list."""
    author, tag = make_member(), Tag.objects.get_or_create(name="calf", slug="calf")[0]
    Tag.objects.filter(pk=tag.pk).update(post_count=number)
    Tag.objects.bulk_create(
        Tag(name=f"tag-{number}-{i}", slug=f"tag-{number}-{i}", post_count=1) for i in range(number)
    )
    questions = make_roots(Kind.QUESTION, author, number, body_site="calf")
    with_rows(questions)
    articles = make_roots(Kind.ARTICLE, author, number)
    Article.objects.bulk_create(
        Article(post=post, slug=f"a-{post.pk}", summary="Short.", kind=kind)
        for post, kind in zip(articles, ["article", "faq"] * number, strict=False)
    )
    ArticleSlug.objects.bulk_create(ArticleSlug(slug=f"a-{post.pk}", article_id=post.pk) for post in articles)
    index_roots([post.pk for post in [*questions, *articles]])
    return author, questions


def fill_thread(question, answers, comments):
    """Give a question answers with opinions' authors, and comments under the first of them."""
    experts = [make_expert() for _ in range(3)]
    rows = [bulk(Kind.ANSWER, experts[i % 3], 1, root=question, parent=question)[0] for i in range(answers)]
    Answer.objects.bulk_create(
        Answer(
            post=post,
            profession="nurse",
            country="Chile",
            register="R",
            checked_on=timezone.localdate(),
            valid_until=timezone.localdate(),
        )
        for post in rows
    )
    for i in range(comments):
        target = rows[i % len(rows)] if i % 4 else question
        bulk(Kind.COMMENT, experts[i % 3], 1, root=question, parent=target)
        Post.objects.filter(pk=target.pk).update(comment_count=comments)


def count(client, address, django_assert_max_num_queries, most=SIGNED_IN_MOST):
    client.get(address)
    with django_assert_max_num_queries(most) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    # Every list goes on from its last row; to skip rows they would have to be read.
    assert not [query["sql"] for query in queries if " OFFSET " in query["sql"]], address
    return len(queries)


LISTS = (
    "/", "/questions/", "/questions/?sort=active", "/questions/?sort=unanswered", "/questions/?where=calf",
    "/knowledge/", "/faq/", "/tags/", "/tags/calf/", "/tags/complete/?q=tag",
)  # fmt: skip


def test_lists_take_the_same_queries_at_ten_rows_and_at_a_thousand(client, django_assert_max_num_queries):
    author, _questions = fill(FEW)
    pages = [*LISTS, f"/people/{author.handle}/?show=questions"]
    few = {page: count(client, page, django_assert_max_num_queries) for page in pages}

    author, _questions = fill(MANY)
    pages[-1] = f"/people/{author.handle}/?show=questions"
    many = {page: count(client, page, django_assert_max_num_queries) for page in pages}

    assert list(few.values()) == list(many.values())
    # A topic: itself, posts, the topics around it, experts.
    assert max(many.values()) <= 4


@pytest.mark.parametrize(("page", "most"), [("/search/?q=calf", 5), ("/search/suggestions/?q=calf+night", 4)])
def test_searches_take_the_same_queries_at_ten_rows_and_at_a_thousand(
    client, django_assert_max_num_queries, page, most
):
    fill(FEW)
    few = count(client, page, django_assert_max_num_queries)

    fill(MANY)

    assert few == count(client, page, django_assert_max_num_queries) == most


def test_second_pages_take_as_many_queries_as_first_ones(client, django_assert_max_num_queries):
    fill(MANY)
    for address in (
        "/questions/",
        "/questions/?sort=active",
        "/questions/?sort=hot",
        "/tags/",
        "/tags/calf/",
    ):
        shown = client.get(address).context
        first = shown["topic"].page if "topic" in shown else shown["page"]
        following = f"{address}{'&' if '?' in address else '?'}cursor={first.next_cursor}"

        most = count(client, address, django_assert_max_num_queries)
        assert count(client, following, django_assert_max_num_queries) == most, address


@pytest.mark.parametrize("reader", ["anonymous", "member", "expert", "moderator"])
def test_a_question_page_takes_at_most_eight_queries(client, reader, django_assert_max_num_queries):
    small, large = make_question(body_site="calf"), make_question(body_site="calf")
    fill_thread(small, answers=1, comments=2)
    fill_thread(large, answers=20, comments=100)
    people = {"member": make_member, "expert": make_expert, "moderator": make_moderator}
    if reader in people:
        client.force_login(people[reader]())

    counts = [
        count(client, reverse("qa:question", args=[post.pk, post.slug]), django_assert_max_num_queries)
        for post in (small, large)
    ]

    assert counts[0] == counts[1] <= SIGNED_IN_MOST


def test_an_article_with_many_comments(client, tmp_path, django_assert_max_num_queries):
    article = make_article(tmp_path)
    address = reverse("knowledge:article", args=[article.slug])
    few = count(client, address, django_assert_max_num_queries)

    for _ in range(100):
        bulk(Kind.COMMENT, make_member(), 1, root=article, parent=article)

    assert count(client, address, django_assert_max_num_queries) == few <= 4


def test_all_comments_of_a_post(client, django_assert_max_num_queries):
    question = make_question()
    bulk(Kind.COMMENT, make_member(), FEW, root=question, parent=question)
    address = reverse("comments:comments", args=[question.pk])
    few = count(client, address, django_assert_max_num_queries)

    bulk(Kind.COMMENT, make_member(), MANY, root=question, parent=question)

    assert count(client, address, django_assert_max_num_queries) == few


def test_the_history_of_a_post(client, django_assert_max_num_queries):
    question = make_question()
    address = reverse("posts:revisions", args=[question.pk])
    few = count(client, address, django_assert_max_num_queries)

    Revision.objects.bulk_create(
        Revision(post=question, number=i, editor=question.author, body=f"Text {i}") for i in range(2, MANY)
    )

    assert count(client, address, django_assert_max_num_queries) == few


def test_the_inbox(client, django_assert_max_num_queries):
    person, question = make_member(), make_question()
    client.force_login(person)
    rows = [Notification(recipient=person, verb="commented", post=question) for _ in range(MANY)]
    Notification.objects.bulk_create(rows[:FEW])
    few = count(client, "/inbox/", django_assert_max_num_queries)

    Notification.objects.bulk_create(rows[FEW:])

    assert count(client, "/inbox/", django_assert_max_num_queries) == few


def test_the_experts_directory(client, django_assert_max_num_queries):
    make_expert()
    few = count(client, "/experts/", django_assert_max_num_queries)
    today = timezone.localdate()
    people = User.objects.bulk_create(
        User(email=f"e{i}@example.org", handle=f"expert_{i}", expert_valid_until=today) for i in range(MANY)
    )
    ExpertCredential.objects.bulk_create(
        ExpertCredential(
            user=person,
            profession="nurse",
            country="Chile",
            register="R",
            checked_on=today - timedelta(days=9),
            valid_until=today,
        )
        for person in people
    )

    assert count(client, "/experts/", django_assert_max_num_queries) == few


def test_reputation_badges_and_privileges(client, django_assert_max_num_queries):
    person, question = make_member(), make_question()
    client.force_login(person)
    event = {"person": person, "cause": "question_helpful", "post": question, "points": 5}
    addresses = [
        reverse("posts:reputation", args=[person.handle]),
        reverse("accounts:person-badges", args=[person.handle]),
        "/badges/",
        "/privileges/",
    ]
    ReputationEvent.objects.create(**event, actor=make_member())
    few = [count(client, page, django_assert_max_num_queries) for page in addresses]

    actors = User.objects.bulk_create(
        User(email=f"a{i}@example.org", handle=f"actor_{i}") for i in range(MANY)
    )
    ReputationEvent.objects.bulk_create(ReputationEvent(**event, actor=actor) for actor in actors)
    BadgeAward.objects.bulk_create(BadgeAward(person=actor, badge="signed") for actor in [*actors, person])

    assert [count(client, page, django_assert_max_num_queries) for page in addresses] == few


def test_the_list_of_vote_rings(client, django_assert_max_num_queries):
    client.force_login(make_moderator())
    people = User.objects.bulk_create(
        User(email=f"r{i}@example.org", handle=f"ring_{i}") for i in range(2 * MANY)
    )
    numbers = {"votes_to_first": 5, "votes_to_second": 5, "share": 90}
    rings = [
        VoteRing(first=one, second=other, **numbers)
        for one, other in zip(people[::2], people[1::2], strict=True)
    ]
    VoteRing.objects.bulk_create(rings[:FEW])
    few = count(client, "/moderation/vote-rings/", django_assert_max_num_queries)

    VoteRing.objects.bulk_create(rings[FEW:])

    assert count(client, "/moderation/vote-rings/", django_assert_max_num_queries) == few


def test_the_applications_of_experts_and_one_of_them(client, django_assert_max_num_queries):
    application, verifier = make_application(), make_verifier()
    start_review(verifier, application)
    give_opinion(verifier, application, make_opinion())
    client.force_login(make_verifier())
    pages = ["/experts/applications/", reverse("accounts:application", args=[application.pk])]
    few = [count(client, page, django_assert_max_num_queries) for page in pages]

    for _ in range(FEW):
        judge(make_application(), approves=False)
        give_opinion(verifier, start_review(verifier, make_application()), make_opinion())

    assert [count(client, page, django_assert_max_num_queries) for page in pages] == few
    assert max(few) <= SIGNED_IN_MOST


def test_the_pages_of_an_applicant(client, django_assert_max_num_queries):
    person = make_expert()
    application = judge(make_application(person))
    client.force_login(application.applicant)
    pages = ["/experts/apply/", "/experts/application/", f"/people/{person.handle}/"]
    few = [count(client, page, django_assert_max_num_queries) for page in pages]

    make_application(person)

    assert count(client, pages[1], django_assert_max_num_queries) == few[1] + 1  # its documents
    assert max(few) <= SIGNED_IN_MOST


def test_the_pages_about_ones_data(client, django_assert_max_num_queries):
    person = make_member()
    client.force_login(person)
    few = count(client, "/settings/data/", django_assert_max_num_queries)
    old = timezone.now() - timedelta(days=3)
    DataExport.objects.bulk_create(
        DataExport(person=person, state="failed", requested_at=old) for _ in range(FEW)
    )

    assert count(client, "/settings/data/", django_assert_max_num_queries) == few
    assert few <= 3  # session, reader, the last export


def test_an_export_takes_the_same_queries_whatever_there_is():
    author, _questions = fill(FEW)
    with CaptureQueriesContext(connection) as few:
        export = ask_for_export(author)
        build(export.pk)

    fill_more(author)
    with CaptureQueriesContext(connection) as many:
        build(ask_for_export(author).pk)

    assert len(few) == len(many)


def fill_more(author):
    """Give someone much more to take along."""
    make_roots(Kind.QUESTION, author, MANY)
