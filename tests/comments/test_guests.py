"""Comments without an account: comments.actions.guest_*, comments.views.guests, comments.jobs"""

import base64
import hashlib
import json
import re
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from psycopg import sql

from comments.actions.claiming import claim_comments
from comments.actions.guest_changing import confirm, edit_as_guest, erase_as_guest
from comments.actions.guest_erasing import erase_unconfirmed, forget_networks
from comments.addresses import unseal
from comments.models import GuestComment
from comments.tickets import make_ticket
from comments.tokens import Purpose, make_token
from lib.errors import UserError
from lib.proofs import make_challenge
from moderation.actions.deciding import Verdict, decide
from moderation.models import DecisionAction, ReviewItem
from notifications.actions.following import follow
from notifications.models import Notification, Topic
from posts.actions.closing_comments import close_comments
from posts.kinds import State
from posts.models import Post, Revision
from tests.factories import (
    approve,
    make_comment,
    make_guest_comment,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db
ADDRESS = "canary-of-a-guest@example.org"
STEPS = {
    State.VISIBLE: DecisionAction.APPROVE,
    State.HIDDEN: DecisionAction.HIDE,
    State.DELETED: DecisionAction.DELETE,
}


def solve(key):
    """Do the work of a browser."""
    work = make_challenge(key)
    for number in range(work.most + 1):
        if hashlib.sha256(f"{work.salt}{number}".encode()).hexdigest() == work.challenge:
            break
    payload = {
        "algorithm": "SHA-256",
        "challenge": work.challenge,
        "number": number,
        "salt": work.salt,
        "signature": work.signature,
    }
    return base64.b64encode(json.dumps(payload).encode()).decode()


def form(post, *, seconds_ago=60, **changes):
    """Return what a guest's browser sends."""
    key = changes.pop("key", uuid.uuid4())
    opened = timezone.now() - timedelta(seconds=seconds_ago)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comments.tickets._now", lambda: int(opened.timestamp()))
        ticket = make_ticket(post.pk, key)
    fields = {
        "name": "Kim",
        "email": ADDRESS,
        "body": "The wall stretch helped me.",
        "agrees": "on",
        "submission_key": str(key),
        "ticket": ticket,
        "proof": "",
        "website": "",
    }
    return fields | changes


def send(client, post, **changes):
    return client.post(reverse("comments:comment", args=[post.pk]), form(post, **changes))


def link_in(mail):
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def test_a_guests_comment_goes_through_mail_and_moderator_to_the_page(client, article, mails):
    assert send(client, article).status_code == 302
    comment = Post.objects.get(kind="comment")
    assert comment.state == State.DRAFT

    [mail] = mails()
    assert mail.to == [ADDRESS]
    assert client.get(link_in(mail)).status_code == 200
    comment.refresh_from_db()
    assert comment.state == State.DRAFT
    client.post(link_in(mail))
    comment.refresh_from_db()
    assert comment.state == State.PENDING

    approve(comment)
    assert "The wall stretch helped me." in client.get(f"/knowledge/{article.slug}/").content.decode()
    article.refresh_from_db()
    assert article.comment_count == 1
    assert [mail.subject for mail in mails()] == [
        "Your comment waits for a moderator",
        "Your comment is public",
    ]


def test_guests_write_under_articles_only(client, article):
    for target in (make_question(), make_comment(make_question())):
        response = send(client, target)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]
        with pytest.raises(PermissionDenied):
            make_guest_comment(target)


def test_members_are_no_guests(client, article):
    client.force_login(make_member())

    response = client.get(reverse("comments:comment", args=[article.pk]))

    assert "e-mail address" not in response.content.decode()


def test_a_form_sent_twice_makes_one_comment_and_one_mail(client, article, mails):
    key = uuid.uuid4()
    for _ in range(2):
        send(client, article, key=key)

    assert Post.objects.filter(kind="comment").count() == 1
    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "kim@example.org"}, "without addresses"),
        ({"name": "Moderator"}, "reserved"),
        ({"email": "nobody"}, "valid email"),
        ({"agrees": ""}, "Without your agreement"),
        ({"body": "x"}, "at least 2 characters"),
        ({"ticket": "altered:1:abc"}, "open for too long"),
        ({"seconds_ago": 5}, "very fast"),
        ({"seconds_ago": 13 * 60 * 60}, "open for too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, article, changes, says):
    body = changes.get("body", "I tried 1,000 things & more.")

    response = send(client, article, **{"body": body, **changes})

    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert body.replace("&", "&amp;") in text
    assert not GuestComment.objects.exists()


def test_the_work_of_the_browser_opens_the_form_sooner(client, article):
    key = uuid.uuid4()

    assert send(client, article, key=key, seconds_ago=5, proof=solve(key)).status_code == 302
    assert GuestComment.objects.get().is_proven


@pytest.mark.parametrize("proof", ["x", "e30=", "bnVsbA==", "WzFd", "eyJzYWx0IjogMX0="])
def test_a_proof_that_is_none_counts_as_none(client, article, proof):
    assert send(client, article, seconds_ago=5, proof=proof).status_code == 422


def test_a_proof_is_good_for_its_own_form_only(client, article):
    other = solve(uuid.uuid4())

    assert send(client, article, seconds_ago=5, proof=other).status_code == 422


def test_an_expired_proof_is_refused(client, article, monkeypatch):
    key = uuid.uuid4()
    monkeypatch.setattr("lib.proofs.LASTS", timedelta(seconds=-1))
    proof = solve(key)
    monkeypatch.undo()

    assert send(client, article, key=key, seconds_ago=5, proof=proof).status_code == 422


def test_the_trap_looks_like_success_and_keeps_nothing(client, article):
    response = send(client, article, website="http://spam.example")

    assert response["Location"] == reverse("comments:guest-sent")
    assert not GuestComment.objects.exists()


def test_one_network_is_limited_and_more_so_without_proof(client, article):
    for number in range(2):
        assert send(client, article, email=f"a{number}@example.org").status_code == 302

    refused = send(client, article, email="b@example.org")
    key = uuid.uuid4()
    proven = send(client, article, email="b@example.org", key=key, proof=solve(key))

    assert "from your network" in refused.content.decode()
    assert proven.status_code == 302


def test_one_address_gets_at_most_three_mails_a_day(article):
    for _ in range(3):
        make_guest_comment(article, confirmed=False)

    with pytest.raises(UserError, match="several mails"):
        make_guest_comment(article, confirmed=False)


def test_a_confirmation_counts_once(client, article, mails):
    make_guest_comment(article, confirmed=False)
    [mail] = mails()
    client.post(link_in(mail))

    for method in (client.get, client.post):
        assert method(link_in(mail)).status_code == 410
    assert ReviewItem.objects.count() == 1


def test_altered_foreign_and_late_links_are_refused(client, article, monkeypatch):
    comment = make_guest_comment(article, confirmed=False)
    token = make_token(Purpose.CONFIRM, comment.pk)
    manage = make_token(Purpose.MANAGE, comment.pk)

    assert client.post(reverse("comments:guest-confirm", args=[token[:-2] + "xx"])).status_code == 410
    assert client.post(reverse("comments:guest-confirm", args=[manage])).status_code == 410
    assert client.post(reverse("comments:guest-manage", args=[token]), {"intent": "erase"}).status_code == 410
    monkeypatch.setattr("comments.tokens.LASTS", {Purpose.CONFIRM: timedelta(seconds=-1)})
    assert client.post(reverse("comments:guest-confirm", args=[token])).status_code == 410
    comment.refresh_from_db()
    assert comment.state == State.DRAFT


def test_a_guest_edits_for_half_an_hour(article):
    comment = make_guest_comment(article)

    edit_as_guest(comment.pk, "The stair stretch, not the wall.")
    comment.refresh_from_db()
    assert "stair" in comment.body_html
    assert comment.revision_count == 2

    GuestComment.objects.update(confirmed_at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(UserError, match="half hour"):
        edit_as_guest(comment.pk, "Too late.")


def test_an_edit_of_what_is_public_waits_for_a_moderator_again(article):
    comment = make_guest_comment(article)
    approve(comment)

    edit_as_guest(comment.pk, "Now with an advertisement.")

    comment.refresh_from_db()
    article.refresh_from_db()
    assert (comment.state, comment.is_public, article.comment_count) == (State.PENDING, False, 0)
    assert ReviewItem.objects.filter(post=comment, is_open=True).exists()


def test_a_moderator_does_not_publish_a_text_that_was_changed_meanwhile(article):
    comment = make_guest_comment(article)
    item = ReviewItem.objects.get(post=comment)

    edit_as_guest(comment.pk, "Something else altogether.")

    with pytest.raises(UserError):
        decide(make_moderator(), item, Verdict(DecisionAction.APPROVE, "Fine.", item.version))


def test_erasing_leaves_nothing_of_the_guest(client, article):
    comment = make_guest_comment(article, email=ADDRESS, name="Canaryname", body="Canarytext here.")
    approve(comment)
    link = reverse("comments:guest-manage", args=[make_token(Purpose.MANAGE, comment.pk)])

    client.post(link, {"intent": "erase"})

    comment.refresh_from_db()
    article.refresh_from_db()
    assert comment.state == State.PURGED
    assert (comment.body, comment.body_html, comment.byline, comment.guest_hash) == ("", "", "", "")
    assert not Revision.objects.filter(post=comment).exists()
    assert not GuestComment.objects.exists()
    assert article.comment_count == 0
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("state", [State.PENDING, State.VISIBLE, State.HIDDEN, State.DELETED])
def test_a_guest_can_erase_whatever_has_become_of_the_comment(article, state):
    comment = make_guest_comment(article)
    item = ReviewItem.objects.get(post=comment)
    if state in STEPS:
        decide(make_moderator(), item, Verdict(STEPS[state], "Because.", item.version, rule="kind"))

    erase_as_guest(comment.pk)

    comment.refresh_from_db()
    assert comment.state == State.PURGED
    assert not ReviewItem.objects.filter(is_open=True).exists()


def test_the_address_is_kept_only_as_long_as_mails_need_it(article):
    silent, curious = make_guest_comment(article), make_guest_comment(article, wants_replies=True)
    for comment in (silent, curious):
        approve(comment)
    run_tasks()

    assert GuestComment.objects.get(pk=silent.pk).address == b""
    assert unseal(GuestComment.objects.get(pk=curious.pk).address) == "gast@example.org"
    assert b"gast" not in bytes(GuestComment.objects.get(pk=curious.pk).address)


def test_a_reply_is_mailed_with_a_way_to_stop_it(client, article, mails):
    comment = make_guest_comment(article, wants_replies=True)
    approve(comment)
    comment.refresh_from_db()
    mails()

    make_comment(comment, body="Which wall?")
    [mail] = [mail for mail in mails() if mail.to == ["gast@example.org"]]
    stop = urlsplit(mail.extra_headers["List-Unsubscribe"].strip("<>")).path
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200

    make_comment(comment, body="And for how long?")
    assert [mail for mail in mails() if mail.to == ["gast@example.org"]] == []
    assert GuestComment.objects.get().address == b""


def test_nobody_hears_of_a_guests_reply_before_it_is_public(article, mails):
    member, follower = make_member(), make_member()
    parent = make_comment(article, member)
    run_tasks()
    follow(follower, article, Topic.COMMENTS, wanted=True)
    reply = make_guest_comment(parent)
    mails()
    assert not Notification.objects.exists()

    approve(reply)
    mails()

    assert {(note.recipient, note.verb) for note in Notification.objects.all()} == {
        (member, "commented"),
        (follower, "discussed"),
    }


def test_what_is_refused_is_told_with_its_reason(article, mails):
    comment = make_guest_comment(article)
    mails()
    item = ReviewItem.objects.get(post=comment)

    decide(
        make_moderator(),
        item,
        Verdict(DecisionAction.DELETE, "This advertises.", item.version, rule="selling"),
    )

    [mail] = mails()
    assert "This advertises." in mail.body
    # The guest can ask for a second look, and has to be told what came of it.
    assert unseal(GuestComment.objects.get().address) == "gast@example.org"


def test_unconfirmed_comments_are_erased_and_networks_forgotten(article):
    late = make_guest_comment(article, confirmed=False, network="n")
    fresh = make_guest_comment(article, confirmed=False, network="n")
    kept = make_guest_comment(article, network="n", email="other@example.org")
    old = timezone.now() - timedelta(days=31)
    GuestComment.objects.filter(pk__in=[late.pk, kept.pk]).update(created_at=old)

    assert erase_unconfirmed() == 1
    forget_networks()

    assert set(GuestComment.objects.values_list("pk", "network")) == {(fresh.pk, "n"), (kept.pk, "")}
    late.refresh_from_db()
    assert late.state == State.PURGED


def test_a_member_takes_over_what_came_from_a_confirmed_address(client, article):
    member = make_member()
    EmailAddress.objects.create(user=member, email="gast@example.org", verified=True)
    EmailAddress.objects.create(user=member, email="unsure@example.org", verified=False)
    own = make_guest_comment(article, email="Gast@example.org")
    others = [
        make_guest_comment(article, email="unsure@example.org"),
        make_guest_comment(article, confirmed=False),
    ]
    client.force_login(member)

    assert own.excerpt in client.get(reverse("comments:claim")).content.decode()
    client.post(reverse("comments:claim"))

    own.refresh_from_db()
    assert (own.author, own.byline, own.guest_hash) == (member, "", "")
    assert set(GuestComment.objects.values_list("pk", flat=True)) == {post.pk for post in others}
    assert claim_comments(member) == 0


def test_who_signs_up_is_told_of_earlier_comments(client, article, mailoutbox):
    comment = make_guest_comment(article, email="new@example.org")
    fields = {"email": "new@example.org", "username": "newcomer", "password1": "a-long-night-of-cramps"}
    client.post("/accounts/signup/", fields | {"agrees": "on"})
    run_tasks()
    [code] = [
        found[0]
        for mail in mailoutbox
        if (found := re.search(r"(?m)^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", mail.body))
    ]

    client.post(reverse("account_email_verification_sent"), {"code": code})
    run_tasks()

    note = Notification.objects.get(recipient__handle="newcomer")
    assert (note.verb, note.post) == ("guest_comments", comment)
    assert reverse("comments:claim") in client.get(reverse("notifications:inbox")).content.decode()


def test_after_a_claim_the_old_link_is_dead(client, article):
    member = make_member()
    EmailAddress.objects.create(user=member, email="gast@example.org", verified=True)
    comment = make_guest_comment(article)
    claim_comments(member)

    link = reverse("comments:guest-manage", args=[make_token(Purpose.MANAGE, comment.pk)])

    assert client.post(link, {"intent": "erase"}).status_code == 410


def test_the_address_is_in_no_page_and_no_table(client, article):
    comment = make_guest_comment(article, email=ADDRESS, wants_replies=True)
    approve(comment)
    run_tasks()
    client.force_login(make_moderator())
    item = ReviewItem.objects.get(post=comment)
    queue = reverse("moderation:queue")
    pages = [
        f"/knowledge/{article.slug}/",
        f"{queue}?show=closed",
        reverse("moderation:item", args=[item.pk]),
    ]

    texts = [client.get(page).content.decode() for page in pages]
    shown = "".join(texts)

    assert all("Kim" in text for text in texts)
    assert ADDRESS not in shown
    assert comment.guest_hash not in shown
    assert not rows_with(ADDRESS)


def rows_with(text):
    """Return the tables of the whole database in which a text stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [table for (table,) in cursor.fetchall() if says(cursor, table, text)]


def says(cursor, table, text):
    query = sql.SQL("SELECT count(*) FROM {} AS line WHERE line::text ILIKE %s").format(sql.Identifier(table))
    cursor.execute(query, [f"%{text}%"])
    return cursor.fetchone()[0] > 0


def test_closed_comments_take_nothing_new(client, article):
    comment = make_comment(article)
    editor = make_moderator()
    close_comments(editor, article, closed=True)
    article.refresh_from_db()

    for target in (article, comment):
        target.refresh_from_db()
        with pytest.raises(PermissionDenied):
            make_comment(target)
        with pytest.raises(PermissionDenied):
            make_guest_comment(target)
    page = client.get(f"/knowledge/{article.slug}/").content.decode()
    assert "The comments are closed." in page
    assert reverse("comments:comment", args=[article.pk]) not in page

    close_comments(editor, article, closed=False)
    assert make_comment(article).is_public


def test_only_editors_and_moderators_close_comments(article):
    with pytest.raises(PermissionDenied):
        close_comments(make_member(), article, closed=True)


def test_the_database_refuses_a_guest_without_a_name_and_a_member_with_a_hash(article):
    comment = make_guest_comment(article)

    for columns in ({"byline": ""}, {"guest_hash": ""}, {"author": make_member()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=comment.pk).update(**columns)


def test_confirming_needs_a_comment_that_waits_for_it(article):
    comment = make_guest_comment(article)

    with pytest.raises(UserError, match="used already"):
        confirm(comment.pk)


def test_comments_come_in_the_order_that_the_reader_chooses(client, article):
    first, second = make_comment(article, body="Erste Antwort"), make_comment(article, body="Zweite Antwort")
    Post.objects.filter(pk=second.pk).update(up_count=3)
    address = reverse("comments:comments", args=[article.pk])

    def order(sort):
        text = client.get(f"{address}?sort={sort}").content.decode()
        return text.index("Erste Antwort") < text.index("Zweite Antwort")

    assert [order(sort) for sort in ("oldest", "newest", "helpful", "nonsense")] == [True, False, False, True]
    assert first.pk < second.pk
