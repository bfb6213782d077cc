"""The history of someone's reputation, and where reputation is shown"""

import pytest
from django.urls import reverse

from posts.actions.changing_state import change_state
from posts.actions.voting import cast_vote
from posts.kinds import State
from tests.accounts.test_reputation import decide_about
from tests.factories import make_answer, make_comment, make_item, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


def history(client, person, reader=None):
    client.logout()
    if reader:
        client.force_login(reader)
    response = client.get(reverse("posts:reputation", args=[person.handle]))
    assert response.status_code == 200
    return response


def test_everybody_sees_what_counts_with_its_post_but_not_who_voted(client):
    question, voter = make_question(), make_member("secret_voter")
    cast_vote(voter, question, 1)

    page = history(client, question.author).content.decode()

    assert "+5" in page
    assert question.title in page
    assert "6 points" in page
    assert "secret_voter" not in page


def test_what_was_undone_or_hidden_is_for_the_person_and_moderators_and_shows_no_text(client):
    question = make_question()
    answer, voter, moderator = make_answer(question), make_member(), make_moderator()
    cast_vote(voter, answer, 1)
    cast_vote(voter, question, 1)
    cast_vote(voter, question, 0)
    change_state(moderator, question, State.HIDDEN)

    rows = {
        name: len(history(client, person, reader).context["page"].rows)
        for name, person, reader in [
            ("others", answer.author, make_member()),
            ("self", answer.author, answer.author),
            ("moderator", question.author, moderator),
            ("nobody", question.author, None),
        ]
    }

    assert rows == {"others": 0, "self": 1, "moderator": 1, "nobody": 0}
    page = history(client, answer.author, answer.author).content.decode()
    assert question.title not in page
    assert "does not count while the post is not public" in page


def test_a_penalty_is_not_put_on_show(client):
    comment = make_comment(make_question())
    decide_about(make_item(comment), "delete")

    own = history(client, comment.author, comment.author).content.decode()
    public = history(client, comment.author).content.decode()

    assert "-100" in own
    assert "-100" not in public


def test_votes_above_the_daily_limit_say_how_much_counted(client):
    answer = make_answer(make_question())
    for _ in range(21):
        cast_vote(make_member(), answer, 1)

    rows = history(client, answer.author).context["page"].rows

    assert [row.counted for row in rows] == [0] + [10] * 20
    assert rows[0].is_above_cap


def test_a_long_history_has_pages_and_a_strange_cursor_shows_the_first(client):
    answer = make_answer(make_question())
    for _ in range(31):
        cast_vote(make_member(), answer, 1)
    address = reverse("posts:reputation", args=[answer.author.handle])

    first = history(client, answer.author).context["page"]
    second = client.get(f"{address}?cursor={first.next_cursor}").context["page"]
    strange = client.get(f"{address}?cursor=%00%F0%9F").context["page"]

    assert (len(first.rows), len(second.rows), len(strange.rows)) == (30, 1, 30)


def test_another_spelling_of_the_handle_leads_to_the_page_and_nobody_is_a_404(client):
    person = make_member("ann")

    for name in ("posts:reputation", "accounts:person-badges"):
        moved = client.get(reverse(name, args=["ANN"]))
        assert (moved.status_code, moved.url) == (301, reverse(name, args=[person.handle]))
        assert client.get(reverse(name, args=["nobody_here"])).status_code == 404


def test_reputation_stands_on_the_profile_and_never_beside_medical_text(client):
    question = make_question()
    answer = make_answer(question)
    for _ in range(20):
        cast_vote(make_member(), answer, 1)
        cast_vote(make_member(), question, 1)

    profile = client.get(reverse("posts:profile", args=[answer.author.handle])).content.decode()
    thread = client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()

    assert "201 points" in profile
    assert ">201" not in thread
    assert "201 " not in thread
    assert "point" not in thread
