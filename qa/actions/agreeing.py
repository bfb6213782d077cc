"""Experts weigh a colleague's answer."""

from django.db import transaction
from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When

from accounts.models import ExpertCredential, User
from accounts.rules import require
from audit.recording import record
from lib.dates import site_today
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.models import Post
from qa import rules
from qa.actions.crediting import credit_opinion
from qa.models import WEIGHT, Agreement, Stance

STANCE_WEIGHT = Case(
    *(When(stance=stance, then=Value(weight)) for stance, weight in WEIGHT.items()),
    output_field=IntegerField(),
)


@transaction.atomic
def give_opinion(actor: User, answer: Post, *, stance: Stance, reason: str) -> Agreement:
    """Store or change an expert's opinion on an answer and the answer's agreement; tell its author."""
    root, answer = lock_thread(answer.pk)
    require(rules.can_agree(actor, answer))
    profession = ExpertCredential.objects.values_list("profession", flat=True).get(user=actor)
    agreement, is_new = Agreement.objects.update_or_create(
        expert=actor,
        answer_id=answer.pk,
        defaults={"stance": stance, "reason": reason, "profession": profession},
    )
    answer.agreement = _counted([answer.pk]).aggregate(total=Sum(STANCE_WEIGHT))["total"] or 0
    answer.save(update_fields=["agreement"])
    record(actor, "answer.opinion", answer, stance=stance)
    bump_version(root.pk)
    credit_opinion(actor, answer, stance)
    if is_new:
        notify(answer.author, Verb.AGREED, answer, actor=actor)
    return agreement


@transaction.atomic
def recount_opinions(expert_id: int) -> int:
    """Count anew the answers on which an expert has an opinion; return how many. Safe to repeat.

    For when the expert's standing has ended or is back: only those verified today are counted.
    """
    found = Agreement.objects.filter(expert_id=expert_id)
    return recount_answers(list(found.values_list("answer_id", flat=True)))


@transaction.atomic
def recount_answers(answer_ids: list[int]) -> int:
    """Count anew the agreement of these answers; return how many there are."""
    answers = Post.objects.filter(pk__in=answer_ids)
    root_ids = sorted(set(answers.values_list("root_id", flat=True)))
    _lock(root_ids)
    locked = _lock(sorted(answers.values_list("pk", flat=True)))
    totals = dict(
        _counted([post.pk for post in locked])
        .values("answer_id")
        .annotate(total=Sum(STANCE_WEIGHT))
        .values_list("answer_id", "total")
    )
    for post in locked:
        post.agreement = totals.get(post.pk, 0)
    Post.objects.bulk_update(locked, ["agreement"], batch_size=500)
    Post.objects.filter(pk__in=root_ids).update(version=F("version") + 1)
    return len(locked)


def _counted(answer_ids: list[int]) -> QuerySet[Agreement]:
    """The opinions that count: those of experts who are verified today."""
    found = Agreement.objects.filter(answer_id__in=answer_ids, expert__is_active=True)
    return found.filter(expert__expert_valid_until__gte=site_today())


def _lock(ids: list[int]) -> list[Post]:
    return list(Post.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
