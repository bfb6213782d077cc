"""Red flags: what is found dangerous in a question, its answers and its asker's comments is kept and acted upon."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.recording import record
from lib.statements import fetch
from moderation.actions.queueing import open_item
from moderation.models import ItemKind
from posts.kinds import Kind, State
from posts.models import Post
from posts.submissions import circumstances
from qa.intake.fields import facts_from
from qa.models import Question, RedFlag, Urgency
from qa.selectors.before_asking import text_of
from qa.selectors.intake import Told, whole_intake
from qa.triage.assessment import ALARM, INTAKE, SOFT, Assessment, Finding, assess, rules_in_force
from qa.triage.screening import Screened

# What moderators look at first.
URGENT = (Urgency.EMERGENCY_NOW, Urgency.SAME_DAY)
AT_ONCE = {
    Urgency.EMERGENCY_NOW: _(
        "What you wrote fits signs that need help at once. Please do not wait for an answer."
    ),
    Urgency.SAME_DAY: _(
        "What you wrote fits signs that should be seen today. Please do not wait for an answer."
    ),
}
IS_KNOWN = "SELECT 1 FROM qa_question WHERE post_id = %s"
WATCHED = (State.VISIBLE, State.PENDING)


def follow_text(post: Post) -> None:
    """Look at a text that is new or changed; called by posts in the transaction of the change.

    A new question has no intake yet: whoever asks it calls `watch_new_question` with what was told.
    """
    if post.kind == Kind.QUESTION and fetch(IS_KNOWN, [post.pk]):
        watch_question(post)
    elif post.kind == Kind.COMMENT and post.state in WATCHED and _is_askers(post):
        _say_at_once(watch_comment(post))


def watch_comment(post: Post, *, tells: bool = True) -> Assessment:
    """Judge a comment of the asker by its text; keep what is found."""
    assessment = assess(post.body, {})
    _keep(post, assessment, sources=(ALARM,), tells=tells)
    return assessment


def _say_at_once(assessment: Assessment) -> None:
    """Tell whoever has just written a comment, wherever the next page begins; a question has its box on top."""
    if message := AT_ONCE.get(assessment.urgency):
        circumstances().told.append(str(message))


def watch_question(post: Post, signs: Collection[str] = (), *, tells: bool = True) -> Assessment:
    """Judge a stored question by its text, all of its answers and the signs that were ticked; keep what is found.

    Signs that were ticked earlier go on standing: nobody has taken them back. Without `tells` no moderator is told.
    """
    assessment = _judge(post, whole_intake(post), signs)
    _keep(post, assessment, sources=_sources(signs), tells=tells)
    Question.objects.filter(pk=post.pk).exclude(judged_by=rules_in_force()).update(judged_by=rules_in_force())
    return assessment


def watch_new_question(
    post: Post, told: Told, signs: Collection[str], *, screened: Screened | None = None
) -> None:
    """Judge a question that was stored just now, by all that was told with it; keep what is found.

    Its row says already by which rules. `screened` spares looking again at a text that the page has looked at.
    """
    _keep(post, _judge(post, told, signs, screened), sources=_sources(signs), tells=True, is_new=True)


def _judge(post: Post, told: Told, signs: Collection[str], screened: Screened | None = None) -> Assessment:
    facts = facts_from(told.answers, told.site, told.side)
    return assess(text_of(post.title, post.body, told), facts, signs, screened=screened)


def _sources(signs: Collection[str]) -> tuple[str, ...]:
    return (ALARM, INTAKE, SOFT) if signs else (ALARM, INTAKE)


def _is_askers(comment: Post) -> bool:
    root = comment.root
    return (
        root.kind == Kind.QUESTION and comment.author_id is not None and root.author_id == comment.author_id
    )


def _keep(
    post: Post, assessment: Assessment, *, sources: Collection[str], tells: bool, is_new: bool = False
) -> None:
    """Let flags stand, end or begin until they are those of an assessment; tell moderators of new ones."""
    found = assessment.by_source()
    before = [] if is_new else RedFlag.objects.filter(post=post, ended_at=None)
    standing = {flag.source: flag for flag in before}
    begun: list[RedFlag] = []
    changed = False
    for source in sources:
        flag, findings = standing.get(source), found.get(source, [])
        if _says_the_same(flag, findings):
            continue
        changed = True
        _end(post, flag)
        if findings:
            begun.append(_begin(post, source, findings))
    if changed:
        sum_up(post.root_or_self_id)
    if tells and any(flag.urgency in URGENT for flag in begun):
        open_item(post, ItemKind.URGENT, is_urgent=True)


def _says_the_same(flag: RedFlag | None, findings: list[Finding]) -> bool:
    """Whether a flag holds as it stands; then it is of the rules of today, whichever raised it."""
    if (flag.rules if flag else []) != [finding.rule for finding in findings]:
        return False
    if flag and flag.version != findings[0].version:
        flag.version = findings[0].version
        flag.save(update_fields=["version"])
    return True


def _end(post: Post, flag: RedFlag | None) -> None:
    if flag:
        flag.ended_at = timezone.now()
        flag.save(update_fields=["ended_at"])
        record(None, "red_flag.ended", post, source=flag.source)


def _begin(post: Post, source: str, findings: list[Finding]) -> RedFlag:
    first = findings[0]
    flag = RedFlag.objects.create(
        post=post,
        source=source,
        urgency=first.urgency,
        rules=[finding.rule for finding in findings],
        categories=list(dict.fromkeys(finding.category for finding in findings)),
        version=first.version,
    )
    record(None, "red_flag.raised", post, source=source, urgency=first.urgency, version=first.version)
    return flag


def sum_up(question_id: int) -> bool:
    """Write what stands in a thread onto its question, where the page finds it without another query.

    Returns whether that is something new.
    """
    flags = sorted(_standing_in(question_id), key=lambda flag: Urgency.values.index(flag.urgency))
    worst = flags[0].urgency if flags else ""
    leading = [flag for flag in flags if flag.urgency == worst]
    columns = {
        "urgency": worst,
        "danger_categories": list(dict.fromkeys(one for flag in leading for one in flag.categories)),
        "danger_posts": sorted({flag.post_id for flag in leading}),
    }
    return bool(Question.objects.filter(pk=question_id).exclude(**columns).update(**columns))


def _standing_in(question_id: int) -> QuerySet[RedFlag]:
    """The flags of a question and of comments by its asker; who asked another one that was merged is not meant."""
    asker = Post.objects.filter(pk=question_id).values("author")
    posts = Post.objects.filter(pk=question_id) | Post.objects.filter(root_id=question_id, author__in=asker)
    return RedFlag.objects.filter(post__in=posts.values("pk"), ended_at=None).order_by("pk")


@transaction.atomic
def forget_flags(post: Post) -> None:
    """Erase what was found in a text that is erased."""
    if RedFlag.objects.filter(post=post).delete()[0]:
        sum_up(post.root_or_self_id)
