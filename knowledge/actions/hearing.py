"""What readers say about an article: whether it helped, and what needs a change."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from knowledge import rules
from knowledge.models import Article, ChangeRequest, HelpfulVote
from lib.errors import UserError
from moderation.actions.queueing import open_item, settle_kind
from moderation.models import ItemKind
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.locking import lock_thread


@dataclass(frozen=True)
class Voice:
    """Who says it: a member, or a device by its keyed hash."""

    member: User | None = None
    device: str = ""


@transaction.atomic
def say_helpful(article: Article, voice: Voice, *, is_helpful: bool) -> Article:
    """Store or change one voice's answer; return the article with its exact counts."""
    article = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=article.pk)
    who = {"voter": voice.member, "device": "" if voice.member else voice.device}
    before = HelpfulVote.objects.filter(article=article, **who).first()
    if before and before.is_helpful == is_helpful:
        return article
    HelpfulVote.objects.update_or_create(article=article, **who, defaults={"is_helpful": is_helpful})
    up = int(is_helpful) - int(bool(before and before.is_helpful))
    down = int(not is_helpful) - int(bool(before and not before.is_helpful))
    Article.objects.filter(pk=article.pk).update(
        helpful_count=F("helpful_count") + up, unhelpful_count=F("unhelpful_count") + down
    )
    article.refresh_from_db(fields=["helpful_count", "unhelpful_count"])
    return article


@transaction.atomic
def request_change(actor: User, article: Article, *, reason: str, is_safety: bool) -> ChangeRequest:
    """Tell editors and moderators that an article needs a change; a reader has one open remark an article."""
    require(rules.can_request_change(actor))
    _root, post = lock_thread(article.pk)
    article = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=article.pk)
    if ChangeRequest.objects.filter(article=article, reader=actor, is_open=True).exists():
        raise UserError(_("You have told the editors already. They will answer you."))
    request = ChangeRequest.objects.create(article=article, reader=actor, reason=reason, is_safety=is_safety)
    open_item(post, ItemKind.NEEDS_CHANGE, is_urgent=is_safety)
    record(actor, "change.requested", article, request=request.pk, safety=is_safety)
    return request


@transaction.atomic
def answer_change_request(actor: User, request: ChangeRequest, *, answer: str) -> ChangeRequest:
    """Close a reader's remark with an answer that the reader gets; raises PermissionDenied.

    With the last open one the article leaves the moderators' queue.
    """
    require(rules.can_answer_change_request(actor))
    _root, post = lock_thread(request.article_id)
    request = (
        ChangeRequest.objects.select_for_update(of=("self",))
        .select_related("reader", "article__post")
        .get(pk=request.pk)
    )
    if not request.is_open:
        return request
    request.is_open, request.answer = False, answer
    request.save(update_fields=["is_open", "answer"])
    if not ChangeRequest.objects.filter(article=request.article, is_open=True).exists():
        settle_kind(post, ItemKind.NEEDS_CHANGE)
    record(actor, "change.answered", request.article, request=request.pk)
    notify(request.reader, Verb.CHANGE_ANSWERED, request.article.post, note=answer)
    return request
