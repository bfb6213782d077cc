"""A small site with one of everything, and every address of it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import ExpertApplication, User
from accounts.roles import Role
from comments.tokens import Purpose, make_token
from knowledge.actions.hearing import request_change
from knowledge.models import ChangeRequest, Proposal
from moderation.actions.appealing import appeal
from moderation.actions.purging import ask_to_purge
from moderation.deeds import Verdict
from moderation.models import (
    Appeal,
    AuthorWarning,
    Batch,
    Decision,
    DecisionAction,
    Purge,
    ReviewItem,
    VoteRing,
    WatchedAction,
    WatchedEntry,
    WatchedKind,
)
from posts.actions.suggesting import suggest_edit
from posts.edits import Edit
from posts.models import Picture, Post, SuggestedEdit, TagMerge
from qa.actions.merging import merge_questions
from qa.models import Merge, Outcome
from qa.outcome_links import make_token as make_token_of_outcome
from tests.factories import (
    make_answer,
    make_application,
    make_article,
    make_batch,
    make_comment,
    make_decision,
    make_expert,
    make_guest_comment,
    make_item,
    make_member,
    make_merge,
    make_moderator,
    make_picture,
    make_proposal,
    make_question,
    make_ring,
    make_staff,
    make_suggester,
)

ROLES = (
    "anonymous", "member", "asker", "answerer", "colleague", "moderator", "editor", "administrator", "suspended",
    "reviewer",
)  # fmt: skip


@dataclass
class World:
    """The cast and the posts of the tests that walk the whole site."""

    people: dict[str, User | None]
    question: Post
    answer: Post
    comment: Post
    article: Post
    relief: Post
    item: ReviewItem
    proposal: Proposal
    remark: ChangeRequest
    guest: Post
    unconfirmed: Post
    application: ExpertApplication
    picture: Picture
    outcome: Outcome
    ring: VoteRing
    merge: TagMerge
    watched: WatchedEntry
    joined: Merge
    suggestion: SuggestedEdit
    decided: Decision
    warned: AuthorWarning
    appealed: Appeal
    purge: Purge
    batch: Batch

    @cached_property
    def arguments(self) -> dict[str, list]:
        """What the addresses are made of that need more than a post, by their names."""
        return _arguments_of(self)


def build_world(folder: Path) -> World:
    people: dict[str, User | None] = {
        "anonymous": None,
        "member": make_member("mia"),
        "asker": make_member("ann"),
        "answerer": make_expert("eve"),
        "colleague": make_expert("cor"),
        "moderator": make_moderator("moe"),
        "editor": make_staff(Role.EDITOR, "edi"),
        "administrator": make_staff(Role.ADMINISTRATOR, "ada"),
        "reviewer": make_staff(Role.REVIEWER, "rev"),
        "suspended": make_member("sid", suspended_until=timezone.now() + timedelta(days=1)),
    }
    question = make_question(people["asker"], body_site="calf")
    answer = make_answer(question, people["answerer"])
    comment = make_comment(answer, people["asker"])
    article, relief = make_article(folder), make_article(folder, "calf-cramp", kind="relief")
    return World(
        people,
        question,
        answer,
        comment,
        article,
        relief,
        make_item(make_comment(question)),
        make_proposal(article, make_staff(Role.EDITOR, "author_of_text")),
        request_change(people["member"], article.article, reason="Too hard to read.", is_safety=False),
        make_guest_comment(article, wants_replies=True),
        make_guest_comment(article, confirmed=False),
        make_application(people["member"]),
        make_picture(people["editor"]),
        Outcome.objects.create(question_id=question.pk, days=7),
        make_ring(people["member"], people["asker"]),
        make_merge("calves", "calf"),
        WatchedEntry.objects.create(kind=WatchedKind.PHRASE, pattern="snake oil", action=WatchedAction.HOLD),
        merge_questions(people["moderator"], make_question(), make_question()),
        suggest_edit(make_suggester(), question, Edit(body=f"{question.body} Thank you.", reason="Shorter")),
        *_decided(people["asker"]),
    )


def _unlike_others(author: User, place: str) -> Post:
    """A question whose removal does not make the screen suspicious of the questions of other tests."""
    body = f"Since autumn my {place} tightens whenever colleagues shout, and magnets from a fair did not help at all."
    return make_question(author, title=f"Why does the {place} tighten when others shout", body=body)


def _decided(author: User) -> tuple[Decision, AuthorWarning, Appeal, Purge, Batch]:
    """What moderators decided about an author's posts: hidden, warned, asked again, to be erased, many at once."""
    moderator = make_moderator("max")
    hidden = make_decision(_unlike_others(author, "elbow"), DecisionAction.HIDE, moderator)
    warned = make_decision(make_question(make_member()), DecisionAction.WARN, moderator)
    again = make_decision(_unlike_others(make_member(), "shoulder"), DecisionAction.HIDE, moderator)
    deleted = make_decision(_unlike_others(make_member(), "jaw"), DecisionAction.DELETE, moderator)
    verdict = Verdict(DecisionAction.PURGE, "A threat.", 1, rule="kind")
    return (
        hidden,
        warned.warning,
        appeal(again.post.author, again, "It was a joke among friends."),
        ask_to_purge(make_staff(Role.ADMINISTRATOR), deleted.item, verdict),
        make_batch(moderator),
    )


def url_names(resolver: URLResolver | None = None, prefix: str = "") -> set[str]:
    """Return the full names of all addresses that the site has."""
    names: set[str] = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            names |= url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            names.add(prefix + entry.name)
    return names


def _arguments_of(world: World) -> dict[str, list]:
    return {
        "posts:decide-suggestion": [world.suggestion.pk],
        "posts:roll-back": [world.question.pk, 1],
        "posts:save-draft": ["ask"],
        "posts:save-draft-about": ["comment", world.question.pk],
        "posts:delete-draft": [1],
        "qa:outcome-link": [make_token_of_outcome(world.outcome)],
        "qa:undo-merge": [world.joined.pk],
        "qa:question": [world.question.pk, world.question.slug],
        "qa:details": [world.question.pk],
        "posts:tag": ["calf"],
        "posts:edit-tag": ["calf"],
        "posts:merge-tag": ["calf"],
        "posts:follow-tag": ["calf"],
        "posts:undo-tag-merge": [world.merge.pk],
        "search:forget-saved": [1],
        "posts:profile": ["ann"],
        "accounts:mute": ["mia"],
        "moderation:suspend": ["ann"],
        "posts:reputation": ["ann"],
        "accounts:person-badges": ["ann"],
        "moderation:close-vote-ring": [world.ring.pk],
        "moderation:unwatch": [world.watched.pk],
        "knowledge:article": [world.article.slug],
        "knowledge:edit": [world.article.slug],
        "knowledge:move": [world.article.slug],
        "knowledge:owner": [world.article.slug],
        "knowledge:restore": [world.article.slug, 1],
        "posts:compare": [world.question.pk, 1, 1],
        "knowledge:sign": [world.article.slug],
        "knowledge:helpful": [world.article.slug],
        "knowledge:needs-change": [world.article.slug],
        "knowledge:proposal": [world.proposal.pk],
        "knowledge:withdraw": [world.proposal.pk],
        "knowledge:answer-remark": [world.remark.pk],
        "knowledge:follow": [world.article.pk],
        "knowledge:faq-entry": [world.article.slug],
        "knowledge:offline-copy": [world.relief.slug],
        "moderation:item": [world.item.pk],
        "moderation:unmask": [world.item.pk],
        "moderation:claim": [world.item.pk],
        "moderation:decision": [world.decided.pk],
        "moderation:decision-about": [world.decided.post_id],
        "moderation:undo": [world.decided.pk],
        "moderation:confirm-warning": [world.warned.pk],
        "moderation:answer-appeal": [world.appealed.pk],
        "moderation:agree-to-purge": [world.purge.pk],
        "moderation:batch": [world.batch.pk],
        "moderation:undo-batch": [world.batch.pk],
        "moderation:spammer": ["mia"],
        "moderation:monthly-report": [2026, 1],
        "comments:guest-confirm": [make_token(Purpose.CONFIRM, world.unconfirmed.pk)],
        "comments:guest-manage": [make_token(Purpose.MANAGE, world.guest.pk)],
        "comments:guest-stop": [make_token(Purpose.STOP, world.guest.pk)],
        "accounts:application": [world.application.pk],
        "accounts:document": [world.application.documents.get().pk],
        "accounts:standing": ["eve"],
        "media": [world.picture.file.name],
        "accounts:end-session": [1],
        "accounts:download-export": [1],
    }


NEED_A_POST = {
    "qa:question-short", "qa:answer", "qa:close", "qa:reopen", "qa:ask-detail", "qa:edit-answer", "qa:retract",
    "qa:lock", "qa:merge", "qa:merges",
    "posts:suggest", "posts:retag", "posts:suggestions",
    "posts:bookmark", "posts:read", "qa:follow", "qa:feed", "qa:paper", "qa:accept", "qa:agree", "posts:permalink",
    "qa:react", "qa:outcome", "qa:claim", "qa:refer",
    "posts:vote", "posts:edit", "posts:revisions", "posts:delete", "comments:comment", "comments:comments",
    "moderation:flag", "moderation:review", "posts:close-comments",
}  # fmt: skip


def address(name: str, world: World) -> str:
    """Return the address of a named page about the world's posts."""
    post_of = {
        "qa:accept": world.answer,
        "qa:agree": world.answer,
        "qa:edit-answer": world.answer,
        "qa:retract": world.answer,
        "qa:react": world.answer,
        "posts:delete": world.comment,
    }
    if name in NEED_A_POST:
        return reverse(name, args=[post_of.get(name, world.question).pk])
    return reverse(name, args=world.arguments.get(name, []))
