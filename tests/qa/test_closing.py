"""qa.actions.closing"""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from qa.actions.closing import close_question, reopen_question
from qa.models import CloseReason
from tests.factories import make_expert, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


def test_closing_says_who_when_and_why():
    moderator = make_moderator()

    question = close_question(moderator, make_question(), CloseReason.DUPLICATE)

    assert question.is_closed
    assert (question.closed_by, question.closed_reason) == (moderator, "duplicate")
    assert AuditEvent.objects.get(action="question.closed").details == {"reason": "duplicate"}


def test_closing_twice_keeps_the_first_reason():
    post, moderator = make_question(), make_moderator()
    close_question(moderator, post, CloseReason.UNCLEAR)

    question = close_question(moderator, post, CloseReason.RESOLVED)

    assert question.closed_reason == "unclear"


def test_the_asker_may_settle_the_own_question_and_open_it_again():
    post = make_question()
    close_question(post.author, post, CloseReason.RESOLVED)

    assert not reopen_question(post.author, post).is_closed


@pytest.mark.parametrize("make", [make_member, make_expert])
def test_others_do_not_close(make):
    with pytest.raises(PermissionDenied):
        close_question(make(), make_question(), CloseReason.UNCLEAR)
