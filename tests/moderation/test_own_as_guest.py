"""Nobody decides about the own post, also when it was written as a guest from an address that is theirs"""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from moderation import rules
from moderation.actions.appealing import appeal_as_guest
from moderation.actions.deciding import Verdict, decide
from moderation.actions.reviewing import start_review
from moderation.models import AppealOutcome, BatchAction, DecisionAction, ReviewItem
from moderation.selectors.rights import NO_RIGHTS, rights_by_rules, rights_of
from moderation.selectors.selections import Selection, find
from tests.comments.test_guests_appeal import WORDS, answer, refuse
from tests.factories import (
    approve,
    make_answer,
    make_article,
    make_comment,
    make_guest_comment,
    make_moderator,
    make_question,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tmp_path):
    return make_article(tmp_path)


def own_guest_comment(article, moderator):
    EmailAddress.objects.create(user=moderator, email="Desk@example.org", verified=True)
    return make_guest_comment(article, email="desk@example.org")


def test_moderators_decide_nothing_about_what_they_wrote_as_guests(article):
    author, colleague = make_moderator(), make_moderator()
    own = own_guest_comment(article, author)
    item = ReviewItem.objects.get(post=own, is_open=True)
    verdict = Verdict(DecisionAction.APPROVE, "Fine.", item.version)

    assert not rules.can_claim(author, item)
    assert rules.can_claim(colleague, item)
    with pytest.raises(PermissionDenied):
        decide(author, item, verdict)
    made = decide(colleague, item, verdict)

    assert rules.can_undo(colleague, own, made)
    assert not rules.can_undo(author, own, made)
    with pytest.raises(PermissionDenied):
        start_review(author, own)


def test_an_address_that_is_not_confirmed_proves_nothing(article):
    moderator = make_moderator()
    EmailAddress.objects.create(user=moderator, email="desk@example.org", verified=False)

    assert rules.can_decide(moderator, make_guest_comment(article, email="desk@example.org"))


def test_moderators_answer_no_second_look_that_they_asked_for_as_guests(article):
    author = make_moderator()
    own = own_guest_comment(article, author)
    made = appeal_as_guest(refuse(own), WORDS, own.guest_hash)

    assert not rules.can_answer_appeal(author, made)
    assert rules.can_answer_appeal(make_moderator(), made)
    with pytest.raises(PermissionDenied):
        answer(made, AppealOutcome.UPHELD, author)


def test_what_moderators_wrote_as_guests_is_not_found_for_many_at_once(article):
    author = make_moderator()
    own = own_guest_comment(article, author)
    wanted = Selection(guest=own.pk, hours=24)

    assert find(author, wanted, BatchAction.HIDE).count() == 0
    assert find(make_moderator(), wanted, BatchAction.HIDE).count() == 1


def test_the_page_of_an_article_offers_no_decision_about_an_own_guests_comment(client, article):
    author, colleague = make_moderator(), make_moderator()
    own = own_guest_comment(article, author)
    approve(own)
    offer = reverse("moderation:review", args=[own.pk])

    for reader, is_offered in ((colleague, True), (author, False)):
        client.force_login(reader)
        page = client.get(reverse("knowledge:article", args=[article.slug])).content.decode()
        assert own.excerpt in page
        assert (offer in page) == is_offered


def test_signed_out_readers_may_do_nothing_by_any_rule(article):
    question = make_question()
    reply = make_answer(question)
    masked = make_question(is_masked=True)

    for post in (question, reply, make_comment(reply), article, make_guest_comment(article), masked):
        assert rights_by_rules(AnonymousUser(), post) == NO_RIGHTS == rights_of(AnonymousUser(), post)
    assert rights_by_rules(make_moderator(), question) != NO_RIGHTS
