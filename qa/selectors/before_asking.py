"""What somebody should know before a question is public: danger, answers that are there already."""

import hashlib
from dataclasses import dataclass, replace

from qa.intake.fields import facts_from
from qa.models.red_flag import Urgency
from qa.selectors.intake import Told
from qa.triage.assessment import Assessment, assess
from qa.triage.intake_rules import Advice, DangerSign, get_intake_book
from qa.triage.screening import Screened, screen_once
from search.selectors.suggestions import Suggestion, suggest

# Shorter texts say nothing that could be compared.
SHORTEST = 8
ADVICE_MOST = 2


@dataclass(frozen=True)
class Check:
    """What was found. `digest` stands for the dangers, `seen` for those that the person has been shown."""

    assessment: Assessment
    screened: Screened
    digest: str
    seen: str
    suggestions: list[Suggestion]
    is_for_other: bool

    @property
    def has_something(self) -> bool:
        return bool(self.assessment.findings or self.assessment.asks or self.suggestions)

    @property
    def is_emergency(self) -> bool:
        return self.assessment.urgency == Urgency.EMERGENCY_NOW

    @property
    def has_to_be_seen(self) -> bool:
        """Whether there is something that the person has not been shown yet."""
        return bool(self.suggestions) or self.seen != self.digest

    @property
    def advice(self) -> list[str]:
        return advice_for(self.assessment.categories, is_for_other=self.is_for_other)

    @property
    def signs(self) -> tuple[DangerSign, ...]:
        """The signs of the calm question, where it is asked."""
        return get_intake_book().danger if self.assessment.asks else ()


def digest_of(assessment: Assessment) -> str:
    """Return what stands for the dangers of a question; empty when nothing was found."""
    rules = [finding.rule for finding in assessment.findings] + ["asks"] * assessment.asks
    return hashlib.sha256(" ".join(rules).encode()).hexdigest()[:16] if rules else ""


def advice_for(categories: list[str], *, is_for_other: bool) -> list[str]:
    """Return what to do, for the two most urgent of what it may be."""
    known = get_intake_book().advice
    found = [known[category] for category in categories if category in known][:ADVICE_MOST]
    return [_words(one, is_for_other=is_for_other) for one in found]


def _words(advice: Advice, *, is_for_other: bool) -> str:
    return advice.other if is_for_other else advice.you


def suggest_answers(title: str, body: str) -> list[Suggestion]:
    """Return places on the site that may answer this, none for a text that says nothing yet; four queries."""
    return suggest(title, body) if len(f"{title}{body}".strip()) >= SHORTEST else []


def text_of(title: str, body: str, told: Told) -> str:
    """Return all that was written, as it is judged."""
    return "\n".join([title, body, *told.answers.notes])


def check_question(
    title: str,
    body: str,
    told: Told,
    signs: list[str],
    *,
    seen: str,
    wants_answers: bool,
    can_publish: bool,
) -> Check:
    """Return what to show before this question is published; four queries where answers are wanted.

    Signs that somebody ticks who can publish are told on the page of the question; who has to sign in first is told
    at once. In an emergency no answers are looked for: nothing stands between the reader and the telephone.
    """
    text = text_of(title, body, told)
    screened = screen_once(text)
    facts = facts_from(told.answers, told.site, told.side)
    without = assess(text, facts, screened=screened)
    ticked = assess(text, facts, signs, screened=screened) if signs else without
    shown = without if can_publish else replace(ticked, asks=without.asks)
    is_emergency = shown.urgency == Urgency.EMERGENCY_NOW
    return Check(
        assessment=replace(ticked, asks=without.asks and not signs),
        screened=screened,
        digest=digest_of(shown),
        seen=seen,
        suggestions=suggest_answers(title, body) if wants_answers and not is_emergency else [],
        is_for_other=told.answers.is_about_somebody_else,
    )
