"""Experts weigh a colleague's answer."""

from django.db import transaction
from django.db.models import Case, IntegerField, Sum, Value, When

from accounts.models import ExpertCredential, User
from accounts.rules import require
from audit.recording import record
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
    given = Agreement.objects.filter(answer_id=answer.pk)
    answer.agreement = given.aggregate(total=Sum(STANCE_WEIGHT))["total"]
    answer.save(update_fields=["agreement"])
    record(actor, "answer.opinion", answer, stance=stance)
    bump_version(root.pk)
    credit_opinion(actor, answer, stance)
    if is_new:
        notify(answer.author, Verb.AGREED, answer)
    return agreement
