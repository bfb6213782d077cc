"""Commenting under any post."""

import uuid

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from comments.actions.announcing import announce_comment
from lib.inserting import together
from posts import rules
from posts.actions.drafting import drop_draft
from posts.actions.limiting import refuse_too_much
from posts.actions.locking import lock_seen
from posts.actions.writing import NewPost, Written, store_post
from posts.kinds import Kind
from posts.models import DraftKind


@transaction.atomic
@together()
def comment_on(
    actor: User, target_id: int, *, body: str, submission_key: uuid.UUID, is_experience: bool = False
) -> Written:
    """Publish a comment under a post and tell that post's author, unless it has to wait; forget the draft of it.

    The read that locks the post is the only one of it. Raises Http404, PermissionDenied, LimitError, RefusedError.
    """
    root, parent = lock_seen(actor, target_id)
    require(rules.can_comment(actor, parent))
    refuse_too_much(actor, Kind.COMMENT, body, submission_key)
    written = store_post(
        actor,
        NewPost(
            kind=Kind.COMMENT,
            body=body,
            root=root,
            parent=parent,
            is_experience=is_experience and rules.can_share_experience(actor, parent),
            submission_key=submission_key,
        ),
    )
    if written.is_new and written.post.is_public:
        announce_comment(written.post)
    drop_draft(actor, DraftKind.COMMENT, target_id)
    return written
