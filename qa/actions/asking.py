"""Asking a question."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from lib.inserting import insert, together
from lib.pseudonyms import new_pseudonym
from posts.actions.drafting import drop_draft
from posts.actions.limiting import refuse_too_much
from posts.actions.tagging import choose_tags
from posts.actions.writing import NewPost, Written, store_post
from posts.kinds import Kind
from posts.models import DraftKind
from qa import rules
from qa.actions.announcing import announce_question
from qa.actions.telling import Details, store_details
from qa.actions.watching_danger import watch_new_question
from qa.intake.fields import Answers
from qa.models import Question
from qa.triage.assessment import rules_in_force
from qa.triage.screening import Screened


@dataclass(frozen=True)
class Draft:
    """What the ask form collects."""

    title: str
    body: str
    tags: list[str]
    body_site: str = ""
    side: str = ""
    answers: Answers = field(default_factory=Answers)
    private: tuple[str, ...] = ()
    may_speak: bool = False
    # The signs of danger that were ticked when the calm question was asked.
    signs: list[str] = field(default_factory=list)
    is_masked: bool = False
    # What was found in the text when it was checked, if it was.
    screened: Screened | None = None
    submission_key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def details(self) -> Details:
        """What is told beside the text."""
        return Details(self.body_site, self.side, self.answers, self.private, self.may_speak)


@transaction.atomic
@together()
def ask_question(actor: User, draft: Draft) -> Written:
    """Publish a question; return it (the earlier one when the same form came twice). Forget the draft of it.

    Raises PermissionDenied, UserError (a tag that does not exist), LimitError (new members).
    """
    require(rules.can_ask(actor))
    refuse_too_much(actor, Kind.QUESTION, draft.body, draft.submission_key)
    details = draft.details
    site, side = details.public_place
    written = store_post(
        actor,
        NewPost(
            kind=Kind.QUESTION,
            title=draft.title,
            body=draft.body,
            beside=details.public_notes,
            tags=choose_tags(actor, draft.tags),
            body_site=site,
            side=side,
            facets=details.facets,
            mask=new_pseudonym() if draft.is_masked else "",
            submission_key=draft.submission_key,
        ),
    )
    if written.is_new:
        insert(Question(post=written.post, judged_by=rules_in_force()))
        store_details(written.post, details, is_new=True)
        watch_new_question(written.post, details.whole, draft.signs, screened=draft.screened)
        if written.post.is_public:
            announce_question(written.post)
    drop_draft(actor, DraftKind.ASK, None)
    return written
