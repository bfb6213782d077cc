"""Has a text looked at before it is public, by whatever settings.POST_SCREEN names; posts know no app above them."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from posts.submissions import Band, RefusedError, Submission, Verdict


def screen(submission: Submission) -> Verdict:
    """Return what the screen of the site says; without one everything is published."""
    if not settings.POST_SCREEN:
        return Verdict(Band.PUBLISH, submission.title, submission.body)
    look: Callable[[Submission], Verdict] = import_string(settings.POST_SCREEN)
    return look(submission)


def refuse_if_said(verdict: Verdict) -> None:
    """Raise RefusedError when the screen does not want a text."""
    if verdict.band == Band.REFUSE:
        raise RefusedError(verdict.message)
