"""What the page of one question shows, as one reader sees it; qa.selectors.question_page reads it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise

from accounts.roles import Profession
from lib.body_sites import BodySite
from lib.pagination import Page
from lib.text import first_paragraph
from lib.wilson import Share
from moderation.selectors.rights import Viewed
from posts.models import Post
from posts.selectors.news import News
from posts.selectors.thread import Comment
from qa.help_signs import HelpSigns, signs_for
from qa.models import Agreement, Question, Stance
from qa.models.outcome import Measure, Result
from qa.selectors.intake import Told
from qa.standing import Act
from search.selectors.related import RelatedPlaces


@dataclass(frozen=True)
class CorrectionNote:
    """When an answer was corrected, and why."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class ProfessionRow:
    """How many experts of one profession said what about an answer."""

    label: str | Promise
    agree: int
    caveat: int
    disagree: int


@dataclass
class AnswerView:
    """An answer with the standing frozen into it, the opinions of colleagues and the reader's rights."""

    post: Post
    standing_today: str
    viewed: Viewed
    can_agree: bool
    can_accept: bool
    can_retract: bool
    can_react: bool
    is_accepted: bool
    comments: list[Comment]
    opinions: list[Agreement] = field(default_factory=list)

    @cached_property
    def opening(self) -> str:
        """The beginning of the text that can stand alone."""
        return first_paragraph(self.post.body_html)

    @cached_property
    def corrections(self) -> list[CorrectionNote]:
        return [CorrectionNote(parse_datetime(row["at"]), row["reason"]) for row in self.post.corrections]

    @cached_property
    def helped(self) -> Share:
        """How many of the readers who said so were helped."""
        return Share(self.post.up_count, self.post.up_count + self.post.down_count)

    @cached_property
    def counted(self) -> list[Agreement]:
        """The opinions of those who are verified today; only they count."""
        return [opinion for opinion in self.opinions if opinion.expert.is_verified_expert]

    @cached_property
    def former(self) -> list[Agreement]:
        """What was said by those who are verified no longer."""
        return [opinion for opinion in self.opinions if not opinion.expert.is_verified_expert]

    @cached_property
    def agreeing(self) -> list[Agreement]:
        return self._counted_as(Stance.AGREE)

    @cached_property
    def caveats(self) -> list[Agreement]:
        return self._counted_as(Stance.CAVEAT)

    @cached_property
    def disagreeing(self) -> list[Agreement]:
        return self._counted_as(Stance.DISAGREE)

    @cached_property
    def by_profession(self) -> list[ProfessionRow]:
        """How many of each profession agree, agree with a caveat, disagree; in the order of the professions."""
        counts = Counter((opinion.profession, opinion.stance) for opinion in self.counted)
        heard = {profession for profession, _stance in counts}
        return [
            ProfessionRow(one.label, *(counts[one.value, stance] for stance in Stance))
            for one in Profession
            if one.value in heard
        ]

    def _counted_as(self, stance: Stance) -> list[Agreement]:
        return [opinion for opinion in self.counted if opinion.stance == stance]


@dataclass(frozen=True)
class Danger:
    """What stands of the red flags: with advice for the asker, without for everybody else."""

    urgency: str
    is_asker: bool
    advice: list[str]
    # Nothing in the question itself says so.
    is_in_comments: bool


@dataclass(frozen=True)
class QuestionPage:
    """One question with its answers and comments, as one reader sees it."""

    post: Post
    question: Question
    told: Told
    danger: Danger | None
    asker_title: str
    viewed: Viewed
    can_answer: bool
    acts: frozenset[Act]
    can_lock: bool
    merge_count: int
    is_kept: bool
    is_followed: bool
    can_tell: bool
    answers: list[AnswerView]
    pages: Page[Post]
    experiences: list[Comment]
    comments: list[Comment]
    related: RelatedPlaces
    news: News
    # For an asker who waits: in how many hours half of the latest had their first answer; 0 where unknown.
    wait_hours: int = 0
    # Whether the reader, who can answer, wrote one of the answers on the page.
    is_answered_by_reader: bool = False

    @cached_property
    def place(self) -> str | Promise:
        """The place on the body in words; empty where none is known."""
        return BodySite(self.post.body_site).label if self.post.body_site else ""

    @cached_property
    def has_acts_with_forms(self) -> bool:
        """Whether the reader may do something with the question that takes a form."""
        return bool(self.acts & {Act.CLOSE, Act.ASK_DETAIL, Act.MERGE})

    @cached_property
    def is_first(self) -> bool:
        """Whether the answers on the page are the best ones."""
        return self.pages.previous_cursor is None

    @cached_property
    def answer_total(self) -> int:
        """The number of all answers; of a single page those that the reader sees."""
        is_whole = self.is_first and self.pages.next_cursor is None
        return len(self.standing) if is_whole else self.post.answer_count

    @cached_property
    def standing(self) -> list[AnswerView]:
        """The answers that their authors stand by."""
        return [answer for answer in self.answers if not answer.post.is_retracted]

    @cached_property
    def answered_by(self) -> str:
        """Who is answering the question now; pages that are kept for guests do not say it, because it ends."""
        return self.post.answered_by or ""

    @cached_property
    def help_signs(self) -> HelpSigns | None:
        """When to get help with the place that this reader knows of."""
        return signs_for(self.told.site)

    @cached_property
    def outcome(self) -> str | Promise:
        """What the asker said last about how it is, in words; empty before that."""
        said = self.question.outcome
        return Result(said).label if said else ""

    @cached_property
    def outcome_helped(self) -> list[str | Promise]:
        return [Measure(one).label for one in self.question.outcome_helped]

    @cached_property
    def quotable(self) -> list[AnswerView]:
        """The answers whose beginning can stand alone: against which no expert warns."""
        return [answer for answer in self.standing if answer.post.answer.warned_at is None]
