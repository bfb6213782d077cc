"""moderation.actions.flagging"""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from lib.errors import UserError
from moderation.actions.flagging import flag_post
from moderation.models import Flag, FlagReason, ReviewItem
from tests.factories import make_item, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


def test_reports_of_one_post_make_one_item():
    question = make_question()

    for reason in (FlagReason.SPAM, FlagReason.RUDE):
        flag_post(make_member(), question, reason=reason)

    item = ReviewItem.objects.get()
    assert (item.flag_count, item.is_open, item.is_urgent) == (2, True, False)
    assert AuditEvent.objects.filter(action="post.flagged").count() == 2


@pytest.mark.parametrize("reason", [FlagReason.DANGEROUS, FlagReason.PERSONAL_DATA])
def test_danger_and_personal_data_are_urgent_and_stay_so(reason):
    question = make_question()
    flag_post(make_member(), question, reason=reason)

    flag_post(make_member(), question, reason=FlagReason.SPAM)

    assert ReviewItem.objects.get().is_urgent


def test_a_person_has_one_open_report_a_post():
    question, reader = make_question(), make_member()
    flag_post(reader, question, reason=FlagReason.SPAM)

    with pytest.raises(UserError):
        flag_post(reader, question, reason=FlagReason.RUDE)

    assert Flag.objects.count() == 1


def test_nobody_reports_their_own_post():
    question = make_question()

    with pytest.raises(PermissionDenied):
        flag_post(question.author, question, reason=FlagReason.SPAM)


def test_a_moderator_who_opens_the_queue_sees_what_is_urgent_first(client):
    client.force_login(make_moderator())
    make_item(make_question())
    assert client.get("/moderation/").context["tab"] == "open"

    make_item(make_question(), FlagReason.DANGEROUS)

    response = client.get("/moderation/")
    assert response.context["tab"] == "urgent"
    assert len(response.context["page"].rows) == 1
