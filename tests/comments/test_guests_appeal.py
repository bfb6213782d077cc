"""A guest asks for a second look by the link in the mails, and hears what it came to."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.personal_data import all_sections
from audit.models import AuditEvent
from comments.actions.claiming import claim_comments
from comments.actions.guest_changing import erase_as_guest
from comments.actions.guest_settling import forget_addresses
from comments.addresses import unseal
from comments.models import GuestComment
from comments.tokens import Purpose, make_token
from moderation import rules
from moderation.actions.appealing import answer_appeal
from moderation.actions.deciding import Verdict, decide
from moderation.actions.reviewing import start_review
from moderation.models import (
    Appeal,
    AppealOutcome,
    Decision,
    DecisionAction,
    ItemKind,
    ReviewItem,
    WatchedAction,
    WatchedEntry,
    WatchedKind,
)
from posts.guest_addresses import address_hash
from posts.kinds import State
from tests.comments.test_guests import send
from tests.factories import (
    approve,
    make_guest_comment,
    make_member,
    make_moderator,
    run_tasks,
)

pytestmark = pytest.mark.django_db
ADDRESS = "canary-of-a-guest@example.org"
WORDS = "It named no product, it was a stretch."


def page_of(comment):
    return reverse("comments:guest-manage", args=[make_token(Purpose.MANAGE, comment.pk)])


def refuse(comment, *, moderator=None, action=DecisionAction.DELETE):
    """Let a moderator take a guest's comment away, whether it waits or is public."""
    moderator = moderator or make_moderator("secret_mod")
    item = start_review(moderator, comment)
    verdict = Verdict(action, "This advertises.", item.version, rule="selling", passage="wall stretch")
    return decide(moderator, item, verdict)


def ask(client, comment, decision, **more):
    fields = {"intent": "appeal", "decision": getattr(decision, "pk", decision), "words": WORDS}
    return client.post(page_of(comment), fields | more)


def answer(made, outcome, moderator=None):
    return answer_appeal(moderator or make_moderator(), made, outcome=outcome, answer="You are right, sorry.")


def test_a_guest_learns_why_asks_again_and_the_comment_is_back_on_the_table(client, article, mails):
    comment = make_guest_comment(article, email=ADDRESS)
    mails()
    decision = refuse(comment)

    [mail] = mails()
    for text in ("Nothing to sell", "This advertises.", "by a moderator", "another moderator look at it"):
        assert text in mail.body
    assert page_of(comment) in mail.body
    page = client.get(page_of(comment)).content.decode()
    for text in (
        "Nothing to sell",
        "This advertises.",
        "<mark>wall stretch</mark>",
        "Decided by a moderator",
    ):
        assert text in page
    assert "secret_mod" not in page + mail.body

    assert ask(client, comment, decision).status_code == 302
    made = Appeal.objects.get()
    assert (made.author, made.guest_hash) == (None, address_hash(ADDRESS))
    assert ReviewItem.objects.get(is_open=True).kinds == [ItemKind.APPEAL]
    assert WORDS in client.get(page_of(comment)).content.decode()
    assert mails() == []

    answer(made, AppealOutcome.OVERTURNED)

    comment.refresh_from_db()
    assert comment.state == State.PENDING
    # It waited for a first look, and does so again.
    assert ItemKind.GUEST in ReviewItem.objects.get(is_open=True).kinds
    [mail] = mails()
    assert mail.to == [ADDRESS]
    assert "You are right, sorry." in mail.body
    assert "It waits for a moderator again" in mail.body
    approve(comment)
    assert [mail.subject for mail in mails()] == ["Your comment is public"]
    assert GuestComment.objects.get().address == b""


def test_what_was_public_is_public_again_with_its_wish_for_replies(client, article, mails):
    comment = make_guest_comment(article, email=ADDRESS, wants_replies=True)
    approve(comment)
    mails()
    decision = refuse(comment, action=DecisionAction.HIDE)
    run_tasks()
    ask(client, comment, decision)

    answer(Appeal.objects.get(), AppealOutcome.OVERTURNED)

    [mail] = mails()
    assert "Your comment is public." in mail.body
    comment.refresh_from_db()
    guest = GuestComment.objects.get()
    assert (comment.is_public, guest.wants_replies, unseal(guest.address)) == (True, True, ADDRESS)
    assert AuditEvent.objects.filter(action="appeal.made", actor=None).count() == 1


def test_a_decision_that_stands_is_told_and_ends_the_need_for_the_address(client, article, mails):
    comment = make_guest_comment(article, email=ADDRESS)
    decision = refuse(comment)
    run_tasks()
    ask(client, comment, decision)

    answer(Appeal.objects.get(), AppealOutcome.UPHELD)

    [mail] = mails()
    assert "The decision stands" in mail.body
    assert GuestComment.objects.get().address == b""
    comment.refresh_from_db()
    assert comment.state == State.DELETED
    page = client.get(page_of(comment)).content.decode()
    assert "The decision stands" in page
    assert 'value="appeal"' not in page


def test_there_is_one_second_look_and_whoever_decided_does_not_answer(client, article):
    comment, moderator = make_guest_comment(article), make_moderator()
    decision = refuse(comment, moderator=moderator)
    ask(client, comment, decision)

    second = ask(client, comment, decision)

    assert second.status_code == 422
    assert "There is one for each decision" in second.content.decode()
    assert Appeal.objects.count() == 1
    assert not rules.can_answer_appeal(moderator, Appeal.objects.get())


def test_what_is_wrong_is_said_and_the_words_stay(client, article):
    comment = make_guest_comment(article)
    decision, other = refuse(comment), refuse(make_guest_comment(article), moderator=make_moderator())

    for about, words in ((decision, "Short"), (other, WORDS), ("x", WORDS)):
        response = ask(client, comment, about, words=words)
        assert response.status_code == 422, about
        assert words in response.content.decode(), about
    assert not Appeal.objects.exists()

    Decision.objects.update(at=timezone.now() - timedelta(days=15))
    assert ask(client, comment, decision).status_code == 403
    assert "cannot be asked for" in client.get(page_of(comment)).content.decode()


def test_what_took_nothing_or_was_written_by_a_member_is_not_for_guests(article):
    comment = make_guest_comment(article)
    approve(comment)

    assert not rules.can_appeal_as_guest(Decision.objects.select_related("post").get())
    refuse(comment)
    decision = Decision.objects.select_related("post").latest("pk")
    assert rules.can_appeal_as_guest(decision)
    decision.post.author = make_member()
    assert not rules.can_appeal_as_guest(decision)


def test_where_the_address_was_forgotten_the_guest_gives_it_once_more(client, article, mails):
    comment = make_guest_comment(article, email=ADDRESS)
    approve(comment)
    mails()
    assert GuestComment.objects.get().address == b""
    decision = refuse(comment, action=DecisionAction.HIDE)
    assert mails() == []

    assert ask(client, comment, decision).status_code == 422
    strange = ask(client, comment, decision, email="somebody@example.org")
    assert "not confirmed from this address" in strange.content.decode()
    assert WORDS in strange.content.decode()
    assert ask(client, comment, decision, email=f" {ADDRESS.upper()} ").status_code == 302

    answer(Appeal.objects.get(), AppealOutcome.UPHELD)
    [mail] = mails()
    assert mail.to[0].lower() == ADDRESS


def test_an_address_is_kept_while_a_second_look_is_possible_and_then_forgotten(client, article):
    refused, asking, waiting = (make_guest_comment(article, email=f"g{n}@example.org") for n in range(3))
    refuse(refused)
    ask(client, asking, refuse(asking, moderator=make_moderator()))
    run_tasks()

    assert forget_addresses() == 0
    Decision.objects.update(at=timezone.now() - timedelta(days=15))
    assert forget_addresses() == 1

    known = GuestComment.objects.exclude(address=b"").values_list("pk", flat=True)
    assert set(known) == {asking.pk, waiting.pk}


def test_nobody_reads_the_address_of_a_guest_who_asks(client, article):
    comment = make_guest_comment(article, email=ADDRESS)
    ask(client, comment, refuse(comment))
    item = ReviewItem.objects.get(is_open=True)

    client.force_login(make_moderator())
    pages = [client.get(address).content.decode() for address in (
        reverse("moderation:item", args=[item.pk]), reverse("moderation:queue"), reverse("moderation:record"),
        reverse("moderation:decision", args=[Decision.objects.get().pk]), page_of(comment),
    )]  # fmt: skip

    assert WORDS in pages[0]
    assert not any("canary" in page for page in pages)
    assert not any(address_hash(ADDRESS) in page for page in pages)


def test_a_copy_of_ones_data_has_it_and_erasing_the_comment_erases_the_words(client, article):
    comment = make_guest_comment(article, email=ADDRESS)
    ask(client, comment, refuse(comment))
    member = make_member()
    EmailAddress.objects.create(user=member, email=ADDRESS, verified=True)
    [section] = [one for one in all_sections() if one.key == "second_looks_as_a_guest"]
    assert [row["words"] for row in section.rows(member)] == [WORDS]

    erase_as_guest(comment.pk)

    assert list(section.rows(member)) == []
    assert (Appeal.objects.get().words, Appeal.objects.get().guest_hash) == ("–", "")
    assert not ReviewItem.objects.filter(is_open=True).exists()


def test_who_takes_the_comment_over_takes_the_second_look_over(client, article):
    comment = make_guest_comment(article, email=ADDRESS)
    ask(client, comment, refuse(comment))
    member = make_member()
    EmailAddress.objects.create(user=member, email=ADDRESS, verified=True)

    assert claim_comments(member) == 1

    made = Appeal.objects.get()
    assert (made.author, made.guest_hash) == (member, "")
    answer(made, AppealOutcome.UPHELD)
    assert "You are right" in member.notifications.latest("pk").note


def test_a_moderator_who_answered_it_never_becomes_the_one_who_asked(client, article):
    comment, moderator = make_guest_comment(article, email=ADDRESS), make_moderator()
    ask(client, comment, refuse(comment))
    answer(Appeal.objects.get(), AppealOutcome.UPHELD, moderator)
    EmailAddress.objects.create(user=moderator, email=ADDRESS, verified=True)

    assert claim_comments(moderator) == 1

    assert (Appeal.objects.get().author, Appeal.objects.get().words) == (None, "–")


def test_the_database_knows_who_asks(client, article):
    comment = make_guest_comment(article)
    ask(client, comment, refuse(comment))

    for columns in ({"guest_hash": ""}, {"author": make_member()}):
        with pytest.raises(IntegrityError, match="appeal_by_an_author_or_a_guest"), transaction.atomic():
            Appeal.objects.update(**columns)


def test_the_way_to_a_person_holds_for_guests_whose_text_a_check_refuses(client, article):
    words = "Here is a miracle cure for every cramp, for you and for all of your friends."
    WatchedEntry.objects.create(kind=WatchedKind.PHRASE, pattern="miracle cure", action=WatchedAction.BLOCK)

    refused = send(client, article, body=words)
    assert refused.status_code == 422
    assert 'name="to_moderator"' in refused.content.decode()

    assert send(client, article, body=words, to_moderator="yes").status_code == 302
    assert GuestComment.objects.get().post.body == words
