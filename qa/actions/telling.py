"""Storing what an asker tells beside the text: the public part in columns, the private part encrypted."""

import json
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.encryption import encrypt
from lib.errors import UserError
from lib.inserting import insert
from posts.actions.announcing import announce
from posts.actions.locking import lock_thread
from posts.actions.screening import screen
from posts.kinds import Kind
from posts.models import Post, PostChange
from posts.submissions import Band, Submission
from qa import rules
from qa.actions.asking_details import note_details
from qa.actions.watching_danger import watch_question
from qa.intake.facets import facets_of
from qa.intake.fields import COLUMNS, PLACE, PRIVATE_NAMES, Answers, measure
from qa.models import Intake, PrivateDetails, Question
from qa.selectors.intake import PURPOSE, Told, secrets_of


@dataclass(frozen=True)
class Details:
    """The place, the answers, and which of them are for experts only."""

    site: str = ""
    side: str = ""
    answers: Answers = field(default_factory=Answers)
    private: tuple[str, ...] = ()
    may_speak: bool = False

    @property
    def told(self) -> list[str]:
        """The names of everything that was told."""
        return [*([PLACE] if self.site else []), *self.answers.names()]

    @property
    def hidden(self) -> list[str]:
        """What was told and is private, in the order of the form."""
        told = set(self.told)
        return [name for name in PRIVATE_NAMES if name in self.private and name in told]

    @property
    def public_answers(self) -> Answers:
        return self.answers.only(set(self.told) - set(self.hidden))

    @property
    def public_notes(self) -> str:
        """What stands in own words where everybody can read it."""
        return "\n".join(self.public_answers.notes)

    @property
    def public_place(self) -> tuple[str, str]:
        return ("", "") if PLACE in self.hidden else (self.site, self.side if self.site else "")

    @property
    def whole(self) -> Told:
        """All of it, for the rules on danger alone, as `whole_intake` reads it when it is stored."""
        side = self.side if self.site else ""
        return Told(self.site, side, self.answers, tuple(self.hidden), True, self.may_speak)

    @property
    def facets(self) -> list[str]:
        return facets_of(self.public_answers)


def store_details(post: Post, details: Details, *, is_new: bool = False) -> Intake:
    """Write the intake of a locked or new question, and its private part; place and facets are the caller's."""
    public = {column: getattr(details.public_answers, column) for column in COLUMNS}
    columns = public | {
        "may_speak": details.may_speak,
        "private_fields": details.hidden,
        "known_parts": measure(details.told).count,
    }
    if is_new:
        intake = Intake(post=post, **columns)
        insert(intake)
    else:
        intake, _made = Intake.objects.update_or_create(post=post, defaults=columns)
    if details.hidden:
        secrets = secrets_of(details.answers, details.hidden, details.site, details.side)
        token = encrypt(PURPOSE, json.dumps(secrets).encode()).decode()
        PrivateDetails.objects.update_or_create(post=post, defaults={"token": token})
    elif not is_new:
        PrivateDetails.objects.filter(post=post).delete()
    return intake


def _refuse_stopped(actor: User, post: Post, notes: str) -> None:
    """Notes have no place to wait in: what the screen would hold has to be changed."""
    if not notes:
        return
    verdict = screen(Submission(author=actor, kind=Kind.QUESTION, body=notes, post=post))
    if verdict.band != Band.PUBLISH:
        raise UserError(
            _(
                "An automatic check stopped your notes. Please take out links, numbers and advertising: %(why)s"
            )
            % {"why": verdict.message}
        )


@transaction.atomic
def change_details(actor: User, post: Post, details: Details) -> Post:
    """Replace what the asker told beside the text; return the question.

    Raises PermissionDenied, UserError when the screen would not publish the notes that everybody reads.
    """
    _root, post = lock_thread(post.pk)
    require(rules.can_tell_details(actor, post))
    _refuse_stopped(actor, post, details.public_notes)
    post.body_site, post.side = details.public_place
    post.facets = details.facets
    post.save(update_fields=["body_site", "side", "facets"])
    store_details(post, details)
    watch_question(post)
    record(actor, "question.details_changed", post, private=details.hidden)
    announce(PostChange.What.EDITED, post.pk, [post.pk])
    question = Question.objects.get(pk=post.pk)
    question.post = post
    note_details(actor, question, details.told)
    return post
