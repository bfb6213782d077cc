"""moderation.actions.unmasking"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from lib.errors import UserError
from moderation.actions.unmasking import agree_to_unmask, ask_to_unmask, look_behind_mask
from moderation.models import Unmasking
from tests.factories import make_comment, make_item, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
WHY = "A threat to somebody"


def test_two_moderators_together_learn_who_it_is_and_each_look_is_recorded():
    asker, first, second = make_member("hiddenhandle"), make_moderator(), make_moderator()
    question = make_question(asker, is_masked=True)

    ask_to_unmask(first, question, WHY)
    agree_to_unmask(second, question)

    assert look_behind_mask(first, question) == asker
    assert look_behind_mask(second, question) == asker
    assert AuditEvent.objects.filter(action="mask.looked", target_id=question.pk).count() == 2


def test_one_alone_learns_nothing():
    question, first = make_question(is_masked=True), make_moderator()
    ask_to_unmask(first, question, WHY)

    with pytest.raises(PermissionDenied):
        agree_to_unmask(first, question)
    with pytest.raises(PermissionDenied):
        look_behind_mask(first, question)
    with pytest.raises(UserError):
        ask_to_unmask(make_moderator(), question, WHY)


def test_a_third_moderator_does_not_look_and_nobody_does_for_ever():
    question, first, second = make_question(is_masked=True), make_moderator(), make_moderator()
    ask_to_unmask(first, question, WHY)
    agree_to_unmask(second, question)

    with pytest.raises(PermissionDenied):
        look_behind_mask(make_moderator(), question)
    Unmasking.objects.update(agreed_at=timezone.now() - timedelta(days=8))
    with pytest.raises(PermissionDenied):
        look_behind_mask(first, question)


@pytest.mark.parametrize("is_masked", [True, False])
def test_members_and_posts_without_a_mask(is_masked):
    question = make_question(is_masked=is_masked)
    actor = make_member() if is_masked else make_moderator()

    with pytest.raises(PermissionDenied):
        ask_to_unmask(actor, question, WHY)


def test_a_moderator_does_not_decide_about_the_own_mask():
    moderator = make_moderator()
    question = make_question(moderator, is_masked=True)
    ask_to_unmask(make_moderator(), question, WHY)

    with pytest.raises(PermissionDenied):
        agree_to_unmask(moderator, question)


def test_the_database_wants_two():
    question, first = make_question(is_masked=True), make_moderator()
    unmasking = ask_to_unmask(first, question, WHY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Unmasking.objects.filter(pk=unmasking.pk).update(agreed_by=first, agreed_at=timezone.now())


def test_the_desk_shows_the_mask_alone_until_both_agree(client):
    asker, first, second = make_member("hiddenhandle"), make_moderator(), make_moderator()
    question = make_question(asker, is_masked=True)
    item = make_item(make_comment(question, asker))
    make_question(asker)
    page, act = reverse("moderation:item", args=[item.pk]), reverse("moderation:unmask", args=[item.pk])

    client.force_login(first)
    assert "hiddenhandle" not in client.get(page).content.decode()
    client.post(act, {"intent": "ask", "reason": WHY})
    client.force_login(second)
    assert WHY in client.get(page).content.decode()
    client.post(act, {"intent": "agree"})

    assert "hiddenhandle" in client.post(act, {"intent": "look"}).content.decode()
    assert "hiddenhandle" not in client.get(page).content.decode()
