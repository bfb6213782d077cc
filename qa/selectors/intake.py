"""What a reader sees of an intake: the only place that opens private details."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.rules import Actor
from lib.body_sites import marker_name, place_text
from lib.encryption import decrypt
from posts.models import Post
from qa import rules
from qa.intake.fields import COLUMNS, FIELDS, PAIN_MOST, PLACE, Answers, Completeness, Field, measure
from qa.models import Intake, PrivateDetails

PURPOSE = "private details"


@dataclass(frozen=True)
class Fact:
    """One line of the card."""

    name: str
    label: str | Promise
    text: str
    is_private: bool

    @property
    def is_long(self) -> bool:
        return len(self.text) > 34


@dataclass(frozen=True)
class Told:
    """All that one reader may know: the place, the answers, and the names of what is for experts only."""

    site: str
    side: str
    answers: Answers
    private: tuple[str, ...]
    is_full: bool
    may_speak: bool = False

    @property
    def names(self) -> list[str]:
        """What is known, also where this reader may not see it."""
        return [*([PLACE] if self.site else []), *self.answers.names(), *self.private]

    @property
    def completeness(self) -> Completeness:
        return measure(self.names)

    @property
    def where(self) -> str:
        return place_text(self.site, self.side)

    @property
    def marker(self) -> str:
        return marker_name(self.site, self.side)

    @property
    def is_place_private(self) -> bool:
        return PLACE in self.private

    @property
    def facts(self) -> list[Fact]:
        names = set(self.answers.names())
        found = [one for one in FIELDS if one.name in names]
        return [Fact(one.name, one.label, self._text(one), one.name in self.private) for one in found]

    @property
    def hidden_count(self) -> int:
        """How many answers this reader may not see."""
        return 0 if self.is_full else len(self.private)

    @property
    def is_empty(self) -> bool:
        return not self.names

    def _text(self, one: Field) -> str:
        told = getattr(self.answers, one.name)
        if one.choices is None:
            return "" if told is None else _("%(pain)d of %(most)d") % {"pain": told, "most": PAIN_MOST}
        values = told if one.is_many else [told]
        texts = [str(one.choices(value).label) for value in values if value]
        note = getattr(self.answers, one.note) if one.note else ""
        return "; ".join([text for text in [", ".join(texts), note] if text])


def public_intake(post: Post) -> Told:
    """Return what everybody may know of a question; no query when it comes with its intake."""
    intake: Intake = post.intake
    answers = Answers(**{column: getattr(intake, column) for column in COLUMNS})
    return Told(post.body_site, post.side, answers, tuple(intake.private_fields), False, intake.may_speak)


def read_intake(post: Post, reader: Actor) -> Told:
    """Return what this reader may know: all for those who may see private details, else the public part.

    No query when the question comes with its intake and, for those who may, its private details.
    """
    public = public_intake(post)
    if not rules.can_see_private_details(reader, post):
        return public
    if not public.private:
        return Told(post.body_site, post.side, public.answers, (), True, public.may_speak)
    try:
        secrets = open_secrets(post.private_details.token)
    except ObjectDoesNotExist:
        secrets = {}
    return _joined(public, secrets)


def whole_intake(post: Post) -> Told:
    """Return everything, private or not, for the rules on danger alone: nothing of it may be shown. Two queries."""
    post.intake = Intake.objects.get(post_id=post.pk)
    token = PrivateDetails.objects.filter(post_id=post.pk).values_list("token", flat=True).first()
    public = public_intake(post)
    return _joined(public, open_secrets(token)) if token else public


def _joined(public: Told, secrets: dict[str, object]) -> Told:
    place = secrets.get(PLACE) or {}
    known = {column: getattr(public.answers, column) for column in COLUMNS}
    known |= {column: value for column, value in secrets.items() if column in COLUMNS}
    return Told(
        site=place.get("site", public.site) if isinstance(place, dict) else public.site,
        side=place.get("side", public.side) if isinstance(place, dict) else public.side,
        answers=Answers(**known),
        private=public.private,
        is_full=True,
        may_speak=public.may_speak,
    )


def open_secrets(token: str) -> dict[str, object]:
    """Return what was encrypted, by column."""
    return json.loads(decrypt(PURPOSE, token.encode()))


def secrets_of(answers: Answers, private: Collection[str], site: str, side: str) -> dict[str, object]:
    """Return what has to be encrypted when these fields are private: their answers and notes, and the place."""
    kept = answers.only(private)
    told = {column: getattr(kept, column) for column in COLUMNS}
    secrets = {column: value for column, value in told.items() if value not in ("", [], None)}
    return secrets | ({PLACE: {"site": site, "side": side}} if PLACE in private and site else {})
