"""Red flags: what is found dangerous in a question, its answers and its asker's comments is kept and acted upon."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.recording import record
from moderation.actions.queueing import open_item
from moderation.models import ItemKind
from posts.kinds import Kind, State
from posts.models import Post
from qa.intake.fields import facts_from
from qa.models import Question, RedFlag, Urgency
from qa.selectors.intake import whole_intake
from qa.triage.assessment import ALARM, INTAKE, SOFT, Assessment, Finding, assess

# What moderators look at first.
URGENT = (Urgency.EMERGENCY_NOW, Urgency.SAME_DAY)
WATCHED = (State.VISIBLE, State.PENDING)


def follow_text(post: Post) -> None:
    """Look at a text that is new or changed; called by posts in the transaction of the change.

    A new question has no intake yet: whoever asks it calls `watch_question` with what was told.
    """
    if post.kind == Kind.QUESTION and Question.objects.filter(pk=post.pk).exists():
        watch_question(post)
    elif post.kind == Kind.COMMENT and post.state in WATCHED and _is_askers(post):
        _keep(post, assess(post.body, {}), sources=(ALARM,))


def watch_question(post: Post, signs: Collection[str] = ()) -> Assessment:
    """Judge a stored question by its text, all of its answers and the signs that were ticked; keep what is found.

    Signs that were ticked earlier go on standing: nobody has taken them back.
    """
    told = whole_intake(post)
    text = "\n".join([post.title, post.body, *told.answers.notes])
    assessment = assess(text, facts_from(told.answers, told.site, told.side), signs)
    _keep(post, assessment, sources=(ALARM, INTAKE, SOFT) if signs else (ALARM, INTAKE))
    return assessment


def _is_askers(comment: Post) -> bool:
    root = comment.root
    return (
        root.kind == Kind.QUESTION and comment.author_id is not None and root.author_id == comment.author_id
    )


def _keep(post: Post, assessment: Assessment, *, sources: Collection[str]) -> None:
    """Let flags stand, end or begin until they are those of an assessment; tell moderators of new ones."""
    found = assessment.by_source()
    standing = {flag.source: flag for flag in RedFlag.objects.filter(post=post, ended_at=None)}
    changed = False
    for source in sources:
        changed |= _bring_up_to_date(post, source, standing.get(source), found.get(source, []))
    if changed:
        _sum_up(post.root_or_self_id)


def _bring_up_to_date(post: Post, source: str, flag: RedFlag | None, findings: list[Finding]) -> bool:
    rules = [finding.rule for finding in findings]
    if (flag.rules if flag else []) == rules:
        return False
    if flag:
        flag.ended_at = timezone.now()
        flag.save(update_fields=["ended_at"])
        record(None, "red_flag.ended", post, source=source)
    if findings:
        _begin(post, source, findings)
    return True


def _begin(post: Post, source: str, findings: list[Finding]) -> None:
    first = findings[0]
    RedFlag.objects.create(
        post=post,
        source=source,
        urgency=first.urgency,
        rules=[finding.rule for finding in findings],
        categories=list(dict.fromkeys(finding.category for finding in findings)),
        version=first.version,
    )
    record(None, "red_flag.raised", post, source=source, urgency=first.urgency, version=first.version)
    if first.urgency in URGENT:
        open_item(post, ItemKind.URGENT, is_urgent=True)


def _sum_up(question_id: int) -> None:
    """Write what stands in a thread onto its question, where the page finds it without another query."""
    flags = sorted(_standing_in(question_id), key=lambda flag: Urgency.values.index(flag.urgency))
    worst = flags[0].urgency if flags else ""
    leading = [flag for flag in flags if flag.urgency == worst]
    categories = list(dict.fromkeys(category for flag in leading for category in flag.categories))
    Question.objects.filter(pk=question_id).update(urgency=worst, danger_categories=categories)


def _standing_in(question_id: int) -> QuerySet[RedFlag]:
    posts = Post.objects.filter(pk=question_id) | Post.objects.filter(root_id=question_id)
    return RedFlag.objects.filter(post__in=posts.values("pk"), ended_at=None)


@transaction.atomic
def forget_flags(post: Post) -> None:
    """Erase what was found in a text that is erased."""
    if RedFlag.objects.filter(post=post).delete()[0]:
        _sum_up(post.root_or_self_id)
