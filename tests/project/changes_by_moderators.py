"""What moderators change on public pages, and what undoing it changes."""

from moderation.actions.bulk import Order, decide_many
from moderation.actions.deciding import Verdict, decide
from moderation.actions.purging import agree_to_purge, ask_to_purge
from moderation.actions.undoing import undo_decision
from moderation.actions.undoing_many import undo_batch
from moderation.models import BatchAction, DecisionAction
from moderation.selectors.selections import Selection
from posts.actions.changing_state import change_state
from posts.actions.closing_comments import close_comments
from posts.actions.sealing import seal_thread
from posts.kinds import State
from qa.actions.merging import merge_questions, undo_merge
from tests.factories import make_comment, make_decision, make_moderator
from tests.project.public_pages import cast


def set_state(name, state):
    """Return a change of the state of one of the world's posts, as a moderator makes it on the page."""
    return lambda world: change_state(cast(world, "moderator"), getattr(world, name), state)


def hide_and_restore(world):
    change_state(cast(world, "moderator"), world.question, State.HIDDEN)
    yield
    change_state(cast(world, "moderator"), world.question, State.VISIBLE)


def decide_on_report(world):
    world.item.refresh_from_db()
    verdict = Verdict(DecisionAction.HIDE, "Spam.", world.item.version, rule="kind")
    decide(cast(world, "moderator"), world.item, verdict)


def decision(action, **choices):
    """Return a decision about the world's question."""
    return lambda world: make_decision(world.question, action, **choices)


def undone(action, **choices):
    """Return how such a decision is taken back."""

    def act(world):
        decided = make_decision(world.question, action, **choices)
        yield
        undo_decision(make_moderator(), decided)

    return act


def merge_by_decision(world):
    make_decision(world.neighbor, DecisionAction.MERGE, target=world.question.pk)


def undo_merge_by_decision(world):
    decided = make_decision(world.neighbor, DecisionAction.MERGE, target=world.question.pk)
    yield
    undo_decision(make_moderator(), decided)


def erase_for_good(world):
    item = make_decision(world.answer, DecisionAction.DELETE).item
    item.refresh_from_db()
    verdict = Verdict(DecisionAction.PURGE, "It names a patient.", item.version, rule="private")
    agree_to_purge(make_moderator(), ask_to_purge(cast(world, "administrator"), item, verdict))


def hide_many(world):
    handle = cast(world, "asker").handle
    newest = make_comment(world.neighbor).pk
    order = Order(
        BatchAction.HIDE, "selling", "Advertising.", Selection(author=handle, hours=24 * 30), newest
    )
    return decide_many(cast(world, "moderator"), order)


def unlock(world):
    seal_thread(cast(world, "moderator"), world.question, locked=True)
    yield
    seal_thread(cast(world, "moderator"), world.question, locked=False)


def open_comments(world):
    close_comments(cast(world, "moderator"), world.question, closed=True)
    yield
    close_comments(cast(world, "moderator"), world.question, closed=False)


def undo_hiding_many(world):
    batch = hide_many(world)
    yield
    assert undo_batch(cast(world, "moderator"), batch) > 1


CLOSING = {"close_reason": "unclear"}
MOVING = {"body_site": "foot", "tags": ["night"]}
EDITING = {"body": "It wakes me at three, my calf is hard as wood. What can I do?"}
CHANGES = {
    "hiding": set_state("question", State.HIDDEN),
    "hiding what another names": set_state("neighbor", State.HIDDEN),
    "hiding the original of a duplicate": set_state("original", State.HIDDEN),
    "hiding an answer": set_state("answer", State.HIDDEN),
    "hiding a comment": set_state("comment", State.HIDDEN),
    "hiding an article": set_state("article", State.HIDDEN),
    "hiding what home starts with": set_state("on_home", State.HIDDEN),
    "closing the comments": lambda world: close_comments(cast(world, "moderator"), world.question, closed=True),
    "locking": lambda world: seal_thread(cast(world, "moderator"), world.question, locked=True),
    "deciding to hide": decision(DecisionAction.HIDE),
    "deciding to hide, undone": undone(DecisionAction.HIDE),
    "deciding to delete": decision(DecisionAction.DELETE),
    "masking a passage": decision(DecisionAction.MASK, passage="wood"),
    "masking a passage, undone": undone(DecisionAction.MASK, passage="wood"),
    "editing": decision(DecisionAction.EDIT, **EDITING),
    "editing, undone": undone(DecisionAction.EDIT, **EDITING),
    "moving": decision(DecisionAction.MOVE, **MOVING),
    "moving, undone": undone(DecisionAction.MOVE, **MOVING),
    "deciding to close": decision(DecisionAction.CLOSE, **CLOSING),
    "deciding to close, undone": undone(DecisionAction.CLOSE, **CLOSING),
    "deciding to lock": decision(DecisionAction.LOCK),
    "deciding to lock, undone": undone(DecisionAction.LOCK),
    "merging": lambda world: merge_questions(cast(world, "moderator"), world.neighbor, world.question),
    "taking apart": lambda world: undo_merge(cast(world, "moderator"), world.joined),
    "undoing what was hidden": lambda world: undo_decision(make_moderator(), world.decided),
    "undoing many": lambda world: undo_batch(cast(world, "moderator"), world.batch),
} | {
    name.__name__: name
    for name in (
        hide_and_restore, decide_on_report, merge_by_decision, undo_merge_by_decision, erase_for_good, hide_many,
        undo_hiding_many, unlock, open_comments,
    )
}  # fmt: skip
