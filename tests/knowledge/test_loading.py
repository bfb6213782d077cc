"""knowledge.actions.loading and the command load_knowledge"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.roles import Role
from audit.models import AuditEvent
from knowledge.actions.loading import TEAM_HANDLE
from knowledge.actions.reviewing import Signature, publish, sign_review
from knowledge.models import Article
from knowledge.structured import Structured
from lib.errors import UserError
from posts.models import Post, PostChange, PostTag, Revision, Tag
from tests.factories import make_proposal, make_staff, write_article

pytestmark = pytest.mark.django_db
TABLES = [Post, Article, Revision, Tag, PostTag, AuditEvent, PostChange, User, DBTaskResult]
NEW_TEXT = "## What is new\n\nA lot.\n\n## When to get help\n\nAt once."


def load(folder):
    """Run the command and return what it printed."""
    out = StringIO()
    call_command("load_knowledge", str(folder), stdout=out)
    return out.getvalue()


def all_rows():
    return {table: list(table.objects.order_by("pk").values()) for table in TABLES}


def get_post(slug):
    return Post.objects.select_related("article").get(slug=slug)


def edit_on_site(slug, *, body="The text of an editor, which is not that of the file.", **changes):
    post = get_post(slug)
    changes.setdefault("summary", post.article.summary)
    publish(make_staff(Role.EDITOR), make_proposal(post, make_staff(Role.EDITOR), body=body, **changes))
    return get_post(slug)


def test_new_files_become_public_articles_of_the_team(tmp_path):
    write_article(tmp_path, "night-cramps")
    write_article(tmp_path, "faq-heat", kind="faq")

    assert load(tmp_path) == "2 created, 0 updated, 0 unchanged, 0 kept\n"
    post = get_post("night-cramps")
    assert (post.kind, post.is_public, post.author.handle) == ("article", True, TEAM_HANDLE)
    assert (post.article.summary, post.article.kind) == ("Short. Plain. True.", "article")
    assert get_post("faq-heat").article.kind == "faq"


def test_nobody_can_sign_in_as_the_team(tmp_path):
    write_article(tmp_path)
    load(tmp_path)

    team = User.objects.get(handle=TEAM_HANDLE)

    assert not team.is_active
    assert not team.has_usable_password()


def test_a_new_article_has_headings_tags_place_and_one_revision(tmp_path):
    write_article(tmp_path)

    load(tmp_path)

    post = get_post("night-cramps")
    assert [heading["anchor"] for heading in post.article.headings] == ["what-it-is", "when-to-get-help"]
    assert (post.tag_slugs, post.body_site) == (["basics"], "calf")
    assert Tag.objects.get(name="basics").post_count == 1
    assert Revision.objects.get(post=post).body == post.body


def test_running_it_again_changes_nothing_at_all(tmp_path):
    write_article(tmp_path, "night-cramps")
    write_article(tmp_path, "faq-heat", kind="faq")
    load(tmp_path)
    before = all_rows()

    assert load(tmp_path) == "0 created, 0 updated, 2 unchanged, 0 kept\n"
    assert all_rows() == before


def test_a_bad_file_is_named_and_stops_everything(tmp_path):
    write_article(tmp_path, "a-good-one")
    bad = write_article(tmp_path, "bad", kind="poem")

    with pytest.raises(
        CommandError,
        match=f"^{bad}:4: kind 'poem' is not one of article, faq, types, relief, scenario\nNothing was changed",
    ):
        load(tmp_path)
    assert not any(all_rows().values())


def test_a_file_that_turns_bad_leaves_the_others_as_they_were(tmp_path):
    write_article(tmp_path, "a-good-one")
    bad = write_article(tmp_path, "bad")
    load(tmp_path)
    before = all_rows()
    write_article(tmp_path, "a-good-one", body=NEW_TEXT)
    bad.write_text("no front matter")

    with pytest.raises(CommandError, match=f"^{bad}:1: "):
        load(tmp_path)
    assert all_rows() == before


def test_a_changed_file_updates_text_headings_and_length(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    write_article(tmp_path, title="Cramps in the night", body=NEW_TEXT)

    assert load(tmp_path) == "0 created, 1 updated, 0 unchanged, 0 kept\n"
    post = get_post("night-cramps")
    assert (post.title, post.body) == ("Cramps in the night", NEW_TEXT)
    assert '<h2 id="what-is-new">' in post.body_html
    assert post.article.headings[0] == {"level": 2, "text": "What is new", "anchor": "what-is-new"}
    assert post.article.word_count == len(NEW_TEXT.split())


def test_a_changed_file_moves_the_article_between_tags(tmp_path):
    path = write_article(tmp_path)
    load(tmp_path)
    path.write_text(path.read_text().replace("tags: [basics]", "tags: [night, legs]"))

    load(tmp_path)

    assert get_post("night-cramps").tag_slugs == ["legs", "night"]
    assert dict(Tag.objects.values_list("name", "post_count")) == {"basics": 0, "legs": 1, "night": 1}


def test_a_changed_file_stores_a_revision_and_tells_the_search(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    PostChange.objects.all().delete()
    write_article(tmp_path, body=NEW_TEXT)

    load(tmp_path)

    newest = Revision.objects.filter(post=get_post("night-cramps")).latest("number")
    assert (newest.number, newest.body, newest.is_applied) == (2, NEW_TEXT, True)
    assert PostChange.objects.filter(post=newest.post).exists()


def test_a_changed_summary_alone_is_taken_over(tmp_path):
    path = write_article(tmp_path)
    load(tmp_path)
    path.write_text(path.read_text().replace("Short. Plain. True.", "Shorter."))

    load(tmp_path)

    assert get_post("night-cramps").article.summary == "Shorter."


def test_the_order_of_the_files_is_the_order_of_the_articles(tmp_path):
    write_article(tmp_path, "a")
    write_article(tmp_path, "b")
    load(tmp_path)
    (tmp_path / "order.txt").write_text("b\na\n")

    load(tmp_path)

    assert list(Article.objects.order_by("position").values_list("slug", flat=True)) == ["b", "a"]


def test_an_edit_on_the_site_outlives_a_run_without_changes(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    edited = edit_on_site("night-cramps")

    assert load(tmp_path) == "0 created, 0 updated, 1 unchanged, 0 kept\n"
    assert get_post("night-cramps").body == edited.body


def test_an_edit_on_the_site_outlives_a_changed_file_and_the_command_says_so(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    edited = edit_on_site("night-cramps", title="The title of an editor")
    write_article(tmp_path, body=NEW_TEXT)

    printed = load(tmp_path)

    post = get_post("night-cramps")
    assert (post.title, post.body) == (edited.title, edited.body)
    assert "night-cramps: changed on the site, kept" in printed
    assert "0 created, 0 updated, 0 unchanged, 1 kept" in printed


def test_the_version_of_the_file_waits_once_as_a_revision(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    edit_on_site("night-cramps")
    write_article(tmp_path, body=NEW_TEXT)

    load(tmp_path)
    before = all_rows()
    printed = load(tmp_path)

    waiting = Revision.objects.get(post__slug="night-cramps", is_applied=False)
    assert (waiting.body, waiting.editor.handle, waiting.number) == (NEW_TEXT, TEAM_HANDLE, 3)
    assert "1 kept" in printed
    assert all_rows() == before


def test_a_newer_file_waits_as_another_revision(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    edit_on_site("night-cramps")
    for text in [NEW_TEXT, "Newer still."]:
        write_article(tmp_path, body=text)
        load(tmp_path)

    waiting = Revision.objects.filter(is_applied=False).order_by("number")
    assert [revision.body for revision in waiting] == [NEW_TEXT, "Newer still."]


def test_a_new_file_before_an_edited_article_does_not_undo_the_edit(tmp_path):
    write_article(tmp_path, "night-cramps")
    load(tmp_path)
    edited = edit_on_site("night-cramps")
    write_article(tmp_path, "a-new-one")

    load(tmp_path)

    assert get_post("night-cramps").body == edited.body


def test_a_summary_that_an_editor_wrote_is_kept(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    edit_on_site("night-cramps", body=get_post("night-cramps").body, summary="The editor's words.")
    write_article(tmp_path, body=NEW_TEXT)

    load(tmp_path)

    assert get_post("night-cramps").article.summary == "The editor's words."


def test_nothing_waits_once_an_editor_has_taken_over_the_version_of_the_file(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    edit_on_site("night-cramps")
    write_article(tmp_path, body=NEW_TEXT)
    load(tmp_path)
    edit_on_site("night-cramps", body=NEW_TEXT)

    assert "0 kept" in load(tmp_path)


def test_an_edit_that_was_taken_back_leaves_the_file_in_charge(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    original = get_post("night-cramps").body
    edit_on_site("night-cramps")
    edit_on_site("night-cramps", body=original)
    write_article(tmp_path, body=NEW_TEXT)

    assert "1 updated" in load(tmp_path)
    assert get_post("night-cramps").body == NEW_TEXT


def signed_on_site(slug, *, days_ago=0):
    """Let a clinical reviewer sign an article some days ago."""
    sign_review(make_staff(Role.REVIEWER), get_post(slug).article, Signature("Neurologist"))
    day = timezone.localdate() - timedelta(days=days_ago)
    Article.objects.filter(slug=slug).update(last_reviewed=day)
    return get_post(slug).article


def review_in_file(path, day):
    path.write_text(
        path.read_text()
        .replace("last_reviewed: null", f"last_reviewed: {day}")
        .replace("reviewed_by: null", "reviewed_by: Somebody")
        .replace("reviewer_qualification: null", "reviewer_qualification: Nurse")
    )


def test_a_changed_file_keeps_a_signature_of_the_site_and_says_that_the_text_is_newer(tmp_path, client):
    write_article(tmp_path)
    load(tmp_path)
    before = signed_on_site("night-cramps")
    write_article(tmp_path, body=NEW_TEXT)

    assert "1 updated" in load(tmp_path)

    after = get_post("night-cramps").article
    kept = ("last_reviewed", "reviewed_by", "reviewer_qualification", "next_review_due")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.text_changed_on == timezone.localdate()
    assert "after the review" in client.get("/knowledge/night-cramps/").content.decode()


def test_a_file_that_changes_no_text_does_not_say_so(tmp_path):
    path = write_article(tmp_path)
    load(tmp_path)
    signed_on_site("night-cramps")
    path.write_text(path.read_text().replace("year: 2023", "year: 2024"))

    load(tmp_path)

    article = get_post("night-cramps").article
    assert (article.sources[0]["year"], article.text_changed_on) == (2024, None)
    assert article.last_reviewed == timezone.localdate()


def test_a_later_review_in_the_file_counts(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    signed_on_site("night-cramps", days_ago=10)
    Article.objects.update(text_changed_on=timezone.localdate())
    day = timezone.localdate() - timedelta(days=3)
    review_in_file(write_article(tmp_path, body=NEW_TEXT), day)

    load(tmp_path)

    article = get_post("night-cramps").article
    assert (article.last_reviewed, article.reviewed_by, article.text_changed_on) == (day, "Somebody", None)


def test_an_earlier_review_in_the_file_does_not(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    signed = signed_on_site("night-cramps", days_ago=3)
    review_in_file(write_article(tmp_path, body=NEW_TEXT), timezone.localdate() - timedelta(days=10))

    load(tmp_path)

    assert get_post("night-cramps").article.reviewed_by == signed.reviewed_by


def test_sources_that_an_editor_changed_are_kept(tmp_path):
    write_article(tmp_path)
    load(tmp_path)
    post = get_post("night-cramps")
    edit_on_site("night-cramps", body=post.body, structured=Structured([], [], []))
    write_article(tmp_path, body=NEW_TEXT)

    assert "1 kept" in load(tmp_path)
    assert get_post("night-cramps").article.sources == []


def test_authors_former_slugs_and_evidence_come_from_the_file(tmp_path):
    path = write_article(tmp_path)
    text = path.read_text()
    text = text.replace("kind:", "former_slugs: [cramps-at-night]\nkind:").replace(
        "tags:", "authors: [Pat Doe]\ntags:"
    )
    path.write_text(
        text.replace("review:\n", "evidence:\n  - claim: A\n    certainty: weak\n    note: B\nreview:\n")
    )

    load(tmp_path)

    article = get_post("night-cramps").article
    assert article.authors == ["Pat Doe"]
    assert article.evidence == [{"claim": "A", "certainty": "weak", "note": "B"}]
    assert set(article.slugs.values_list("slug", flat=True)) == {"night-cramps", "cramps-at-night"}


def test_a_file_that_changes_the_sources_alone_is_a_version_that_texts_begun_before_have_to_merge(tmp_path):
    path = write_article(tmp_path)
    load(tmp_path)
    proposal = make_proposal(get_post("night-cramps"), make_staff(Role.EDITOR))
    path.write_text(path.read_text().replace("year: 2023", "year: 2024"))

    load(tmp_path)

    with pytest.raises(UserError, match="changed since"):
        publish(make_staff(Role.EDITOR), proposal)
    assert get_post("night-cramps").article.sources[0]["year"] == 2024
