"""Keeping what somebody is still writing, and forgetting it when it is sent."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from lib.errors import UserError
from lib.inserting import change_later
from posts import rules
from posts.draft_tokens import make_token
from posts.models import Draft, DraftKind, Post

MOST_DRAFTS = 20
MOST_BYTES = 150_000
DROP = "DELETE FROM posts_draft WHERE author_id = %s AND kind = %s AND target_id IS NOT DISTINCT FROM %s"


@transaction.atomic
def save_draft(
    author: User, kind: DraftKind, target: Post | None, fields: Mapping[str, str | list[str]]
) -> Draft:
    """Keep the fields of a form in place of what was kept of it before; of too many drafts the oldest goes.

    Raises PermissionDenied, UserError (too long).
    """
    require(rules.can_keep_draft(author))
    if len(json.dumps(fields).encode()) > MOST_BYTES:
        raise UserError(_("This text is too long to be kept."))
    # Two forms of one person wait for each other, so that the count is right.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=author.pk)
    draft, _is_new = Draft.objects.update_or_create(
        author=author,
        kind=kind,
        target=target,
        defaults={"token": make_token(fields), "updated_at": timezone.now()},
    )
    kept = Draft.objects.filter(author=author).order_by("-updated_at", "-pk").values_list("pk", flat=True)
    Draft.objects.filter(author=author).exclude(pk__in=list(kept[:MOST_DRAFTS])).delete()
    return draft


def drop_draft(author: User, kind: DraftKind, target_id: int | None) -> None:
    """Forget what was kept of a form; doing it twice changes nothing.

    In an action it goes with what is stored at its end; one statement, so it needs no transaction of its own.
    """
    change_later((kind, target_id), DROP, [author.pk, kind.value, target_id])


@transaction.atomic
def delete_draft(author: User, draft_id: int) -> None:
    """Forget one of one's own drafts, whatever its form."""
    Draft.objects.filter(author=author, pk=draft_id).delete()
