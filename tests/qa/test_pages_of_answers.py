"""The pages of a question's answers, when there are more than fit on one"""

import pytest
from django.urls import reverse
from django.utils import timezone

from posts.models import Post
from posts.selectors.thread import ANSWERS_SHOWN
from qa.models import Answer
from tests.factories import make_answer, make_comment, make_expert, make_moderator, make_question

pytestmark = pytest.mark.django_db
TOTAL = ANSWERS_SHOWN + 3


@pytest.fixture
def question():
    """A question with more answers than a page shows; the later ones are the worse ones."""
    question, author = make_question(), make_expert()
    made = Post.objects.bulk_create(
        Post(
            kind="answer", root=question, parent=question, author=author, is_public=True, body="Rest.",
            body_html=f"<p>Answer number {number}.</p>", up_count=TOTAL - number,
        )
        for number in range(TOTAL)
    )  # fmt: skip
    today = timezone.localdate()
    Answer.objects.bulk_create(
        Answer(
            post=post, profession="nurse", country="Chile", register="R", checked_on=today, valid_until=today
        )
        for post in made
    )
    Post.objects.filter(pk=question.pk).update(answer_count=TOTAL)
    return question


def address(question):
    return reverse("qa:question", args=[question.pk, question.slug])


def shown(response):
    return [answer.post.pk for answer in response.context["page"].answers]


def answers(question):
    return list(Post.objects.filter(parent=question, kind="answer").order_by("pk"))


def test_the_pages_show_every_answer_once_and_lead_back(client, question):
    first = client.get(address(question))
    second = client.get(address(question), {"answers": first.context["page"].pages.next_cursor})
    back = client.get(address(question), {"answers": second.context["page"].pages.previous_cursor})

    assert shown(first) + shown(second) == [post.pk for post in answers(question)]
    assert second.context["page"].pages.next_cursor is None
    assert shown(back) == shown(first)
    assert "More answers" in first.content.decode()
    assert f"{TOTAL} expert answers" in first.content.decode()
    assert "These are not the first answers" in second.content.decode()
    assert "These are not the first answers" not in back.content.decode()


def test_the_best_answer_is_told_first_on_the_first_page_only(client, question):
    first = client.get(address(question))
    second = client.get(address(question), {"answers": first.context["page"].pages.next_cursor})

    assert "An expert has answered" in first.content.decode()
    assert 'rel="canonical"' in first.content.decode()
    assert "An expert has answered" not in second.content.decode()
    assert 'rel="canonical"' not in second.content.decode()


@pytest.mark.parametrize("cursor", ["x", "W10", "é", "a" * 1000])
def test_a_cursor_that_makes_no_sense_shows_the_best_answers(client, question, cursor):
    assert shown(client.get(address(question), {"answers": cursor})) == shown(client.get(address(question)))


def test_a_permalink_leads_to_the_page_that_shows_the_answer(client, question):
    inside, last = answers(question)[ANSWERS_SHOWN - 1], answers(question)[-1]

    assert client.get(f"/posts/{inside.pk}/").url == f"{address(question)}#post-{inside.pk}"
    place = client.get(f"/posts/{last.pk}/").url
    assert place.endswith(f"#post-{last.pk}")
    assert shown(client.get(place.partition("#")[0])) == [last.pk]


def test_a_comment_under_a_late_answer_is_found_with_it(client, question):
    late = answers(question)[-2]
    comment = make_comment(late)

    place = client.get(f"/posts/{comment.pk}/").url

    assert place.endswith(f"#post-{comment.pk}")
    response = client.get(place.partition("#")[0])
    assert late.pk in shown(response)
    assert f'id="post-{comment.pk}"' in response.content.decode()


def test_an_address_with_a_former_title_keeps_the_page(client, question):
    cursor = client.get(address(question)).context["page"].pages.next_cursor

    response = client.get(f"/questions/{question.pk}/old-title/", {"answers": cursor})

    assert response.url == f"{address(question)}?answers={cursor}"


def test_a_single_page_counts_what_the_reader_sees(client):
    question = make_question()
    make_answer(question)
    hidden = make_answer(question)
    Post.objects.filter(pk=hidden.pk).update(state="hidden", is_public=False)
    Post.objects.filter(pk=question.pk).update(answer_count=1)

    assert "1 expert answer" in client.get(address(question)).content.decode()
    client.force_login(make_moderator())
    assert "2 expert answers" in client.get(address(question)).content.decode()


def test_later_pages_take_no_more_queries(client, question, django_assert_max_num_queries):
    client.get(address(question))
    with django_assert_max_num_queries(8) as queries:
        cursor = client.get(address(question)).context["page"].pages.next_cursor

    with django_assert_max_num_queries(len(queries)):
        client.get(address(question), {"answers": cursor})
