"""Asking a question."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from lib.pseudonyms import new_pseudonym
from posts.actions.limiting import refuse_too_much
from posts.actions.tagging import choose_tags
from posts.actions.writing import NewPost, Written, store_post
from posts.kinds import Kind
from qa import rules
from qa.actions.announcing import announce_question
from qa.models import Question


@dataclass(frozen=True)
class Draft:
    """What the ask form collects."""

    title: str
    body: str
    tags: list[str]
    body_site: str = ""
    side: str = ""
    lasts: str = ""
    frequency: str = ""
    triggers: str = ""
    age_band: str = ""
    is_masked: bool = False
    submission_key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def ask_question(actor: User, draft: Draft) -> Written:
    """Publish a question; return it (the earlier one when the same form came twice).

    Raises PermissionDenied, UserError (a tag that does not exist), LimitError (new members).
    """
    require(rules.can_ask(actor))
    refuse_too_much(actor, Kind.QUESTION, draft.body, draft.submission_key)
    written = store_post(
        actor,
        NewPost(
            kind=Kind.QUESTION,
            title=draft.title,
            body=draft.body,
            tags=choose_tags(actor, draft.tags),
            body_site=draft.body_site,
            side=draft.side,
            mask=new_pseudonym() if draft.is_masked else "",
            submission_key=draft.submission_key,
        ),
    )
    if written.is_new:
        Question.objects.create(
            post=written.post,
            lasts=draft.lasts,
            frequency=draft.frequency,
            triggers=draft.triggers,
            age_band=draft.age_band,
        )
        if written.post.is_public:
            announce_question(written.post)
    return written
