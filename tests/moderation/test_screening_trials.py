"""Trials of checks, what counts only after one, the classifier, and the command `screen`."""

import random
import re
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from audit.models import AuditEvent
from lib.errors import UserError
from moderation.actions.screening_rules import TRIAL_LASTS, change_rule, simulate
from moderation.actions.training import LEAST, train_wording
from moderation.models import (
    Decision,
    DecisionAction,
    Mode,
    ReviewItem,
    Screening,
    ScreeningRule,
    Simulation,
    WordingModel,
)
from moderation.screening import wording
from moderation.screening.kept import forget_all
from moderation.screening.material import WORD
from moderation.screening.simulating import tabulate
from moderation.screening.training import learn
from posts.kinds import Kind, State
from posts.models import Post
from tests.factories import (
    BODY,
    make_comment,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)

SPAM = ["cheap", "pills", "buy", "now", "order", "discount", "miracle", "shop", "price", "sale"]
CALM = ["calf", "night", "cramp", "stretch", "water", "sleep", "doctor", "walk", "knee", "pain"]


def texts(number, seed=1):
    """Return so many texts of each kind, with what would become of them; some words are in both."""
    chance = random.Random(seed)
    found = []
    for words, was_removed in ((SPAM, True), (CALM, False)):
        for _ in range(number):
            found.append((chance.choices([*words * 3, *SPAM, *CALM], k=30), was_removed))
    return found


def decided(number, removed, **fields):
    """Store so many posts about which a moderator has decided."""
    author, moderator = make_member(), make_moderator()
    for _ in range(number):
        body = fields.get("body", BODY)
        post = Post.objects.create(
            kind=Kind.QUESTION, author=author, title="A calf cramp at night", slug="a", body=body, body_html=body,
            state=State.HIDDEN if removed else State.VISIBLE,
        )  # fmt: skip
        item = ReviewItem.objects.create(post=post, kinds=["flag"], is_open=False, closed_at=timezone.now())
        action = DecisionAction.HIDE if removed else DecisionAction.DISMISS
        Decision.objects.create(
            item=item,
            post=post,
            moderator=moderator,
            action=action,
            rule="kind" if removed else "",
            reason="Because.",
            state_before=State.VISIBLE,
        )


def run(*arguments, **options):
    out = StringIO()
    call_command("screen", *arguments, stdout=out, **options)
    return out.getvalue()


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans())), st.integers(1, 200))
def test_a_table_counts_each_post_once(scores, threshold):
    table = tabulate(scores, threshold)

    assert table.post_count == len(scores)
    assert table.caught + table.missed == sum(removed for _score, removed in scores)
    assert table.caught + table.mistaken == sum(score >= threshold for score, _removed in scores)


@pytest.mark.django_db
def test_the_command_prints_how_alarms_and_decisions_agree():
    link = f"{BODY} https://pills.example and https://more.example"
    decided(3, removed=True, body=link)
    decided(1, removed=True)
    decided(2, removed=False, body=link)
    decided(5, removed=False)

    printed = run("--simulate", "--check", "links", "--threshold", "30", "--days", "7")

    rows = [line.split() for line in printed.splitlines()]
    assert ["removed", "kept"] in rows
    assert ["alarm", "3", "0"] in rows or ["alarm", "3", "2"] in rows
    kept = Simulation.objects.get()
    assert (kept.name, kept.threshold, kept.days, kept.post_count) == ("links", 30, 7, 11)
    assert kept.caught + kept.missed == 4


@pytest.mark.django_db
def test_a_trial_changes_nothing():
    decided(2, removed=True, body=f"{BODY} https://pills.example")
    before = (Screening.objects.count(), AuditEvent.objects.count(), list(Post.objects.values_list("state")))

    simulate("hold", 50, 30)

    assert before == (
        Screening.objects.count(), AuditEvent.objects.count(), list(Post.objects.values_list("state")),
    )  # fmt: skip


@pytest.mark.django_db
def test_old_decisions_are_not_read():
    decided(2, removed=True)
    Decision.objects.update(at=timezone.now() - timezone.timedelta(days=8))

    assert simulate("hold", 50, 7).post_count == 0


@pytest.mark.django_db
def test_a_check_counts_only_after_a_trial_with_the_same_threshold():
    administrator = make_staff(Role.ADMINISTRATOR)
    decided(20, removed=False)

    with pytest.raises(UserError, match="Try it out first"):
        change_rule(administrator, "wording", mode=Mode.ACTIVE, threshold=30)
    simulate("wording", 40, 90)
    with pytest.raises(UserError, match="Try it out first"):
        change_rule(administrator, "wording", mode=Mode.ACTIVE, threshold=30)
    trial = simulate("wording", 30, 90)
    rule = change_rule(administrator, "wording", mode=Mode.ACTIVE, threshold=30)

    assert rule.simulation == trial
    event = AuditEvent.objects.get(action="screening.changed")
    assert (event.actor_id, event.details["name"]) == (administrator.pk, "wording")


@pytest.mark.django_db
def test_a_trial_over_a_few_posts_or_of_long_ago_says_too_little():
    decided(3, removed=False)
    simulate("hold", 60, 90)
    with pytest.raises(UserError, match="saw 3 posts"):
        change_rule(None, "hold", mode=Mode.ACTIVE, threshold=60)

    decided(20, removed=False)
    simulate("hold", 60, 90)
    Simulation.objects.update(ran_at=timezone.now() - TRIAL_LASTS * 2)

    with pytest.raises(UserError, match="Try it out first"):
        change_rule(None, "hold", mode=Mode.ACTIVE, threshold=60)


@pytest.mark.django_db
def test_the_database_lets_nothing_count_without_a_trial():
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningRule.objects.create(name="wording", mode=Mode.ACTIVE, threshold=30)


@pytest.mark.django_db
def test_a_changed_threshold_and_a_check_that_is_off_hold_at_once():
    decided(20, removed=False)
    text = f"{BODY} See https://pills.example"
    author = make_member()
    assert make_question(author, body=text).is_public

    simulate("hold", 30, 90)
    change_rule(None, "hold", mode=Mode.ACTIVE, threshold=30)
    assert make_question(make_member(), body=text).state == State.PENDING

    change_rule(None, "links", mode=Mode.OFF, threshold=1)
    assert make_question(make_member(), body=text).is_public


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_member, make_moderator])
def test_administrators_alone_change_what_counts(make):
    with pytest.raises(PermissionDenied):
        change_rule(make(), "links", mode=Mode.OFF, threshold=1)


@pytest.mark.django_db
def test_the_command_lists_enables_and_refuses():
    decided(20, removed=False)

    assert "shadow" in next(line for line in run().splitlines() if line.startswith("wording"))
    with pytest.raises(CommandError, match="no check 'nothing'"):
        run("--check", "nothing")
    with pytest.raises(CommandError, match="Try it out first"):
        run("--enable", "--check", "wording", "--threshold", "30")

    printed = run("--simulate", "--enable", "--check", "wording", "--threshold", "30")

    assert "wording counts from 30 on" in printed
    assert "active" in next(line for line in run().splitlines() if line.startswith("wording"))


def test_the_classifier_tells_texts_apart_that_it_has_not_seen():
    known, unknown = texts(60), texts(40, seed=2)
    learned = learn([words for words, _removed in known], [removed for _words, removed in known])

    said = [learned.wording.probability(wording.drawers_of(words)) > 0.5 for words, _removed in unknown]

    right = sum(one == removed for one, (_words, removed) in zip(said, unknown, strict=True))
    assert right / len(unknown) >= 0.95
    apart = [p > 0.5 for p in learned.probabilities]
    assert sum(a == removed for a, (_w, removed) in zip(apart, known, strict=True)) / len(known) >= 0.9


def test_without_a_difference_the_classifier_is_sure_of_nothing():
    chance = random.Random(3)
    same = [(chance.choices(CALM, k=30), number % 2 == 0) for number in range(120)]

    learned = learn([words for words, _removed in same], [removed for _words, removed in same])

    assert all(wording.weigh(p) is None for p in learned.probabilities)


@pytest.mark.django_db
def test_the_classifier_waits_for_enough_decisions_then_speaks_and_is_only_noted():
    decided(LEAST, removed=True, body=" ".join(SPAM * 3))
    decided(LEAST - 1, removed=False, body=" ".join(CALM * 3))
    assert train_wording() is None

    decided(1, removed=False, body=" ".join(CALM * 3))
    model = train_wording()
    forget_all()

    assert (model.removed_count, model.kept_count) == (LEAST, LEAST)
    question = make_question(body=" ".join(SPAM * 4))
    found = {one["check"]: one["counts"] for one in Screening.objects.get(post=question).findings}
    assert found["wording"] is False
    assert question.is_public


@pytest.mark.django_db
def test_the_task_of_the_night_trains_anew():
    from moderation.tasks import train_wording as task

    decided(LEAST, removed=True, body=" ".join(SPAM * 3))
    decided(LEAST, removed=False, body=" ".join(CALM * 3))
    for _ in range(2):
        task.enqueue()
        run_tasks()

    assert WordingModel.objects.count() == 1


def test_words_are_what_the_classifier_reads():
    assert WORD.findall("calf_cramp: 3x, it's bad!") == ["calf", "cramp", "3x", "it", "s", "bad"]


@pytest.mark.django_db
def test_the_command_says_what_a_text_costs():
    with pytest.raises(CommandError):
        run(cost=True)
    make_comment(make_question())

    assert re.fullmatch(
        r"2 texts: \d+\.\d ms of processor time each, \d+\.\d ms for a slow one\n", run(cost=True)
    )
