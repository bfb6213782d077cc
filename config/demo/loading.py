"""Loads the demo through the same actions that the site uses, so that the demo is itself a test."""

import functools
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.demo import create_demo_accounts, create_demo_person, make_demo_expert
from accounts.models import User
from accounts.roles import Profession
from comments.actions.commenting import comment_on
from lib.body_sites import BodySite, Side
from lib.progress import counted
from moderation.actions.flagging import flag_post
from moderation.models import FlagReason
from posts.actions.importing import backdate
from posts.actions.tagging import make_tags
from posts.actions.voting import cast_vote
from posts.models import Post
from posts.models.vote import HELPFUL
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.answering import answer_question
from qa.actions.asking import Draft, ask_question
from qa.intake.fields import NOTE_MAX, Answers
from qa.models import Stance
from qa.statement import Statement

DATA = Path(__file__).parent / "questions.yaml"
STATEMENTS = Path(__file__).parent / "statements.yaml"
KEYS = uuid.UUID("5f3f6f52-6f0e-4d8a-9c36-3f6c1f0a7b11")
CAVEAT_SHARE = 0.2
CAVEAT = _("Demo opinion: have the list of medicines looked at as well, and change none on your own.")
NEWEST_AGE = timedelta(minutes=25)


@dataclass(frozen=True)
class Field:
    """The work of an invented expert."""

    profession: Profession
    specialty: str = ""
    topics: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


# What each invented expert is, knows best and speaks besides English.
FIELDS = {
    "physiotherapy": Field(Profession.PHYSIOTHERAPIST, "", ["calf", "stretching"], ["vi"]),
    "sports medicine": Field(Profession.PHYSICIAN, "sports medicine", ["sport", "hydration"], ["fr"]),
    "family medicine": Field(Profession.PHYSICIAN, "family medicine", ["night", "medicines"]),
    "neurology nursing": Field(Profession.NURSE, "neurology", ["dystonia", "restless-legs"]),
    "pharmacy": Field(Profession.PHARMACIST, "", ["medicines", "magnesium"], ["ar"]),
    "ergonomics": Field(Profession.ERGONOMIST, "", ["ergonomics", "work"], ["nb", "sv"]),
    "midwifery": Field(Profession.MIDWIFE, "", ["pregnancy"], ["fr"]),
    "psychology": Field(Profession.PSYCHOLOGIST, "", ["stress"], ["nb"]),
}
# Looked up in this order: longer names before the words that they contain.
SITE_WORDS = {
    "back of the thigh": BodySite.THIGH_BACK,
    "front of the thigh": BodySite.THIGH_FRONT,
    "shoulder blade": BodySite.UPPER_BACK,
    "diaphragm": BodySite.ABDOMEN,
    "hamstring": BodySite.THIGH_BACK,
    "thigh": BodySite.THIGH_FRONT,
    "back": BodySite.LOWER_BACK,
    "neck": BodySite.NAPE,
    "shoulder": BodySite.SHOULDER,
    "eyelid": BodySite.EYELID,
    "jaw": BodySite.JAW,
    "face": BodySite.FACE,
    "hand": BodySite.HAND,
    "ribs": BodySite.CHEST,
    "side": BodySite.ABDOMEN,
    "buttock": BodySite.BUTTOCK,
    "shin": BodySite.SHIN,
    "calf": BodySite.CALF,
    "calves": BodySite.CALF,
    "toe": BodySite.FOOT,
    "foot": BodySite.FOOT,
    "feet": BodySite.FOOT,
    "leg": BodySite.CALF,
}  # fmt: skip


@dataclass
class Cast:
    """Everybody in the demo by handle, and who of them is an expert."""

    people: dict[str, User]
    experts: list[User]
    members: list[User] = field(default_factory=list)


def read_data() -> dict[str, Any]:
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


@functools.cache
def read_statements() -> dict[str, dict[str, Any]]:
    """What the answers rest on, by the guide that they name first."""
    return yaml.safe_load(STATEMENTS.read_text(encoding="utf-8"))


def create_cast(entries: list[dict[str, Any]]) -> Cast:
    """Create the demo sign-ins and all invented people."""
    people = {person.handle: person for person in create_demo_accounts()}
    for entry in entries:
        person = create_demo_person(entry["handle"], bio=entry["bio"])
        if entry["role"] == "expert" and not person.expert_valid_until:
            work = FIELDS[entry["field"]]
            person = make_demo_expert(
                person, work.profession, work.specialty, topics=work.topics, languages=["en", *work.languages]
            )
        people[person.handle] = person
    experts = [person for person in people.values() if person.is_verified_expert]
    members = [person for person in people.values() if not person.expert_valid_until and not person.roles]
    return Cast(people, experts, members)


def load_questions(entries: list[dict[str, Any]], cast: Cast) -> Iterator[Post]:
    """Load the questions one by one, with all that hangs on them; what is there already stays as it is."""
    make_tags({tag for entry in entries for tag in entry["tags"]})
    now = timezone.now()
    for place, entry in enumerate(entries):
        age = NEWEST_AGE * (1 + place) ** 1.9
        yield _load_question(entry, cast, now - age)


def _load_question(entry: dict[str, Any], cast: Cast, at: datetime) -> Post:
    written = ask_question(cast.people[entry["author"]], _draft(entry))
    if not written.is_new:
        return written.post
    question = written.post
    backdate(question, at)
    chance = random.Random(entry["id"])
    pause = min((timezone.now() - at) / 4, timedelta(hours=9))
    posts = {"question": question}
    for number, answer in enumerate(entry.get("answers", []), 1):
        posts[answer["id"]] = _load_answer(answer, question, cast, at + pause * number)
    for number, comment in enumerate(entry.get("comments", []), 1):
        _load_comment(comment, posts, cast, at + pause * (3 + number / 10), entry["id"])
    for post in posts.values():
        _load_votes(post, cast, chance)
    return question


def _draft(entry: dict[str, Any]) -> Draft:
    intake = entry.get("intake", {})
    site, side = read_place(str(intake.get("body_site", "")))
    return Draft(
        title=entry["title"],
        body=entry["body"].strip(),
        tags=entry["tags"][:5],
        body_site=site,
        side=side,
        answers=read_answers(intake),
        private=tuple(intake.get("private", ())),
        may_speak=True,
        submission_key=uuid.uuid5(KEYS, entry["id"]),
    )


def read_answers(intake: dict[str, Any]) -> Answers:
    """Return the answers of the intake: those that the form knows by their names, the older ones as notes."""
    notes = {
        "lasts_note": str(intake.get("duration", ""))[:NOTE_MAX],
        "frequency_note": str(intake.get("frequency", ""))[:NOTE_MAX],
        "triggers_note": ", ".join(map(str, intake.get("triggers") or []))[:NOTE_MAX],
        "age_band": str(intake.get("age_band", "")),
    }
    return Answers(**(notes | intake.get("answers", {})))


def read_place(text: str) -> tuple[str, str]:
    """Return (body site, side) of a place in free words; empty where nothing is known."""
    words = text.lower()
    site = next((site for word, site in SITE_WORDS.items() if word in words), "")
    if not site:
        return "", ""
    for side in Side:
        if side.value in words:
            return site, side.value
    return site, ""


def _load_answer(entry: dict[str, Any], question: Post, cast: Cast, at: datetime) -> Post:
    author = cast.people[entry["author"]]
    key = uuid.uuid5(KEYS, f"{question.submission_key}{entry['id']}")
    written = answer_question(
        author,
        question.pk,
        body=entry["body"].strip(),
        statement=Statement(**read_statements()[entry["cites"][0]]),
        submission_key=key,
    )
    answer = written.post
    backdate(answer, at)
    if entry.get("accepted"):
        accept_answer(question.author, answer, accepted=True)
    return answer


def _load_comment(
    entry: dict[str, Any], posts: dict[str, Post], cast: Cast, at: datetime, question_id: str
) -> None:
    author = cast.people[entry["author"]]
    key = uuid.uuid5(KEYS, f"{question_id}{entry['on']}{entry['author']}{entry['body']}")
    is_experience = entry["on"] == "question" and author.pk != posts["question"].author_id
    comment = comment_on(
        author,
        posts[entry["on"]].pk,
        body=entry["body"].strip(),
        submission_key=key,
        is_experience=is_experience,
    )
    backdate(comment.post, at)


def _load_votes(post: Post, cast: Cast, chance: random.Random) -> None:
    """Let some members find a post helpful and some experts agree; the same ones in every demo."""
    voters = [person for person in cast.members if person.pk != post.author_id]
    for voter in chance.sample(voters, chance.randint(0, 7)):
        cast_vote(voter, post, HELPFUL)
    if post.is_root:
        return
    colleagues = [expert for expert in cast.experts if expert.pk != post.author_id]
    for expert in chance.sample(colleagues, chance.randint(0, 3)):
        has_caveat = chance.random() < CAVEAT_SHARE
        give_opinion(
            expert,
            post,
            stance=Stance.CAVEAT if has_caveat else Stance.AGREE,
            reason=str(CAVEAT) if has_caveat else "",
        )


def load_reports(cast: Cast, questions: list[Post]) -> None:
    """Report two posts, so that the queue of the demo has something in it."""
    reporter = cast.people["demo_member"]
    reports = [
        (questions[4], FlagReason.WRONG_PLACE, "Demo report: please decide about it."),
        (questions[9], FlagReason.DANGEROUS, "Demo report: is this advice safe?"),
    ]
    for question, reason, note in reports:
        target = question.thread.order_by("pk").first() or question
        if not target.flags.exists():
            flag_post(reporter, target, reason=reason, note=note)


def load_demo() -> int:
    """Load everything, with a bar; return the number of questions."""
    data = read_data()
    keys = [uuid.uuid5(KEYS, entry["id"]) for entry in data["questions"]]
    if Post.objects.filter(submission_key__in=keys).count() == len(keys):
        return len(keys)
    cast = create_cast(data["users"])
    questions = list(
        counted("demo questions", load_questions(data["questions"], cast), len(data["questions"]))
    )
    load_reports(cast, questions)
    return len(questions)
