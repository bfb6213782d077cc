"""knowledge.actions.restoring and its pages"""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from audit.models import AuditEvent
from knowledge.actions.drafting import open_draft
from knowledge.actions.restoring import restore_revision
from knowledge.actions.reviewing import publish
from knowledge.models import Article, Proposal
from lib.errors import UserError
from posts.models import Revision
from tests.factories import make_article, make_member, make_proposal, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/knowledge/night-cramps/restore/1/"


@pytest.fixture
def article(tmp_path):
    """Return an article with two versions."""
    post = make_article(tmp_path)
    publish(editor(), make_proposal(post, editor(), title="Another title", tags=["legs", "night"]))
    return Article.objects.select_related("post").get(pk=post.pk)


@pytest.fixture
def first(article):
    return Revision.objects.get(post=article.post, number=1)


def editor():
    return make_staff(Role.EDITOR)


def test_an_old_version_becomes_a_draft_and_nothing_is_published(article, first):
    draft = restore_revision(editor(), article, first)

    assert (draft.state, draft.title, draft.body, draft.tag_slugs) == (
        "draft",
        first.title,
        first.body,
        first.tag_slugs,
    )
    assert (draft.summary, draft.sources, draft.base_revision) == (article.summary, article.sources, 2)
    article.post.refresh_from_db()
    assert (article.post.title, article.post.revision_count) == ("Another title", 2)
    assert AuditEvent.objects.get(action="proposal.restored").details["revision"] == 1


def test_only_editors_take_old_versions_over(article, first):
    for actor in (make_member(), make_staff(Role.MODERATOR), make_staff(Role.REVIEWER)):
        with pytest.raises(PermissionDenied):
            restore_revision(actor, article, first)


def test_a_draft_is_replaced_only_when_that_was_wanted(article, first):
    person = editor()
    draft = open_draft(person, article)
    with pytest.raises(UserError, match="already"):
        restore_revision(person, article, first)

    restored = restore_revision(person, article, first, over_draft=True)

    assert (restored.pk, restored.title) == (draft.pk, first.title)


def test_a_text_that_waits_for_review_is_not_replaced(article, first):
    person = editor()
    waiting = make_proposal(article.post, person)

    with pytest.raises(UserError, match="Withdraw it first"):
        restore_revision(person, article, first, over_draft=True)

    waiting.refresh_from_db()
    assert waiting.title == "Another title"


def test_the_button_leads_to_the_form_with_a_notice(client, article, first):
    client.force_login(editor())
    assert ADDRESS in client.get(f"/posts/{article.pk}/revisions/").content.decode()

    response = client.post(ADDRESS, follow=True)

    assert response.redirect_chain == [("/knowledge/night-cramps/edit/", 302)]
    assert "Version 1 is your draft now" in response.content.decode()
    assert response.context["form"].initial["title"] == first.title


def test_the_page_asks_before_it_replaces_a_draft(client, article, first):
    person = editor()
    open_draft(person, article)
    client.force_login(person)

    asked = client.post(ADDRESS)
    assert "Replace it with version 1" in asked.content.decode()
    assert Proposal.objects.get(author=person).title == "Another title"

    client.post(ADDRESS, {"replace": "yes"})
    assert Proposal.objects.get(author=person).title == first.title


def test_the_page_says_that_a_waiting_text_must_be_withdrawn(client, article):
    person = editor()
    make_proposal(article.post, person)
    client.force_login(person)

    page = client.post(ADDRESS).content.decode()

    assert "Withdraw it before" in page
    assert 'name="replace"' not in page


def test_a_version_that_does_not_exist(client, article):
    client.force_login(editor())

    for number in (9, 10**30):
        assert client.post(f"/knowledge/night-cramps/restore/{number}/").status_code == 404


def test_members_see_no_button(client, article):
    client.force_login(make_member())

    assert "/restore/" not in client.get(f"/posts/{article.pk}/revisions/").content.decode()
    assert "/restore/" not in client.get(f"/posts/{article.pk}/revisions/1/2/").content.decode()
