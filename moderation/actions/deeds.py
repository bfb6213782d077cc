"""What single decisions do beside changing a state, and how that is undone."""

import hashlib
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.actions.suspending import Suspension, put_suspension, suspend, suspension_of
from accounts.models import User
from accounts.suspensions import SuspensionReason
from lib.errors import UserError
from moderation.deeds import FITTING, Deed, Verdict, deed_from_above
from moderation.models import DecisionAction
from posts.actions.announcing import announce
from posts.actions.copying import put_back
from posts.actions.editing import Edit, apply_edit
from posts.actions.masking import mask_passage
from posts.actions.tagging import choose_tags, count_tags, set_tags
from posts.models import Post, PostChange

REASON_OF_RULE = {
    "kind": SuspensionReason.UNFRIENDLY,
    "medicine": SuspensionReason.DANGEROUS,
    "danger": SuspensionReason.DANGEROUS,
    "selling": SuspensionReason.SPAM,
    "private": SuspensionReason.PRIVATE,
    "account": SuspensionReason.PRETENDING,
}


def _edit(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    earlier = post.title, post.body
    body, title = verdict.choices["body"], verdict.choices.get("title") or None
    apply_edit(actor, post, Edit(body=body, title=title, reason=verdict.reason), post.tag_slugs)
    if (post.title, post.body) == earlier:
        raise UserError(_("The text is the same as before."), field="body")
    return {"text_hash": _hash_of(post)}


def _edit_back(actor: User, post: Post, before: dict[str, Any]) -> None:
    """Put the earlier text back; the history keeps both, for readers have seen both."""
    _refuse_edited(post, before)
    copy = before["copy"]
    words = _("An edit was undone.")
    apply_edit(
        actor, post, Edit(body=copy["body"], title=copy["title"] or None, reason=words), post.tag_slugs
    )
    post.edited_at = parse_datetime(copy["edited_at"]) if copy["edited_at"] else None
    post.save(update_fields=["edited_at"])


def _mask(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    mask_passage(actor, post, verdict.passage)
    return {"text_hash": _hash_of(post)}


def _unmask(actor: User, post: Post, before: dict[str, Any]) -> None:
    _refuse_edited(post, before)
    put_back(post, before["copy"], keeps_later=True)


def _hash_of(post: Post) -> str:
    return hashlib.sha256(f"{post.title}\n{post.body}".encode()).hexdigest()


def _refuse_edited(post: Post, before: dict[str, Any]) -> None:
    """The text has to be what the decision made it; later edits that were undone do not matter."""
    if _hash_of(post) != before["text_hash"]:
        raise UserError(_("The text was edited since. Undoing would take that edit away."))


def _lock(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    before = {"comments_closed": post.comments_closed}
    _set_lock(post, is_closed=True)
    return before


def _unlock(actor: User, post: Post, before: dict[str, Any]) -> None:
    _set_lock(post, is_closed=before["comments_closed"])


def _set_lock(post: Post, *, is_closed: bool) -> None:
    post.comments_closed = is_closed
    post.save(update_fields=["comments_closed"])
    announce(PostChange.What.STATE, post.pk, [post.pk])


def _move(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    before = {"body_site": post.body_site, "side": post.side, "tags": list(post.tag_slugs)}
    tags = choose_tags(actor, sorted(set(verdict.choices["tags"])))
    body_site = verdict.choices["body_site"]
    if (body_site, tags) == (post.body_site, post.tag_slugs):
        raise UserError(_("It is in this place already."), field="body_site")
    _put(post, body_site, post.side if body_site == post.body_site else "", tags)
    return before


def _move_back(actor: User, post: Post, before: dict[str, Any]) -> None:
    _put(post, before["body_site"], before["side"], before["tags"])


def _put(post: Post, body_site: str, side: str, tags: list[str]) -> None:
    earlier = list(post.tag_slugs)
    post.body_site, post.side = body_site, side
    post.save(update_fields=["body_site", "side"])
    set_tags(post, tags)
    if post.is_public:
        count_tags([slug for slug in earlier if slug not in tags], -1)
        count_tags([slug for slug in tags if slug not in earlier], 1)
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])


def _suspend(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    earlier = suspension_of(User.objects.get(pk=post.author_id))
    suspend(
        actor,
        post.author,
        until=timezone.now() + timedelta(days=verdict.choices["days"]),
        reason=REASON_OF_RULE.get(verdict.rule, SuspensionReason.OTHER),
        words=verdict.reason,
        abilities=verdict.choices.get("abilities", ()),
    )
    return {"suspension": suspension_to_json(earlier)}


def _unsuspend(actor: User, post: Post, before: dict[str, Any]) -> None:
    restore_suspension(post.author_id, before["suspension"])


def suspension_to_json(suspension: Suspension) -> dict[str, Any]:
    until = suspension.until.isoformat() if suspension.until else None
    return {"until": until, "reason": suspension.reason, "words": suspension.words,
            "abilities": list(suspension.abilities)}  # fmt: skip


def restore_suspension(person_id: int, stored: dict[str, Any]) -> None:
    """Let a person be suspended as before, or not."""
    person = User.objects.select_for_update(no_key=True).get(pk=person_id)
    until = parse_datetime(stored["until"]) if stored["until"] else None
    put_suspension(person, Suspension(until, stored["reason"], stored["words"], tuple(stored["abilities"])))


def _nothing(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    return {}


def _nothing_back(actor: User, post: Post, before: dict[str, Any]) -> None:
    return None


DOING = {
    DecisionAction.EDIT: (_edit, _edit_back),
    DecisionAction.MASK: (_mask, _unmask),
    DecisionAction.LOCK: (_lock, _unlock),
    DecisionAction.MOVE: (_move, _move_back),
    # The warning itself is stored with the decision.
    DecisionAction.WARN: (_nothing, _nothing_back),
    DecisionAction.SUSPEND: (_suspend, _unsuspend),
}
OWN = {action: Deed(FITTING[action], *pair) for action, pair in DOING.items()}


def deed_of(action: DecisionAction) -> Deed | None:
    """Return what an action does beside a state; None for those that only change one, or nothing."""
    return OWN.get(action) or deed_from_above(action)
