"""posts.views.taking_pictures: every form of a text takes a picture along, without scripts, and loses nothing"""

import io
import uuid

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from accounts.roles import Role
from lib.uploads import MAX_BYTES
from posts.models import Picture, Post
from tests.factories import (
    ANSWER,
    BODY,
    STATEMENT,
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_member,
    make_newcomer,
    make_picture,
    make_question,
    make_staff,
    make_suggester,
)
from tests.lib.pictures import Upload, image_bytes

pytestmark = pytest.mark.django_db
ALT = "A calf, seen from behind"
SENT = {"do": "picture", "picture-alt": ALT}


def forms(folder):
    """Address, who writes, what is written."""
    asker, expert, editor = make_member(), make_expert(), make_staff(Role.EDITOR)
    question, article = make_question(asker), make_article(folder)
    answer, comment = make_answer(question, expert), make_comment(question, asker)
    told = {"title": question.title, "body": BODY, "tags": "calf"}
    return {
        "a question": (reverse("qa:ask"), asker, {**told, "is_masked": "on", "answers_seen": "yes"}),
        "its text": (reverse("posts:edit", args=[question.pk]), asker, {**told, "reason": "Clearer now"}),
        "an answer": (reverse("qa:answer", args=[question.pk]), make_expert(), {**STATEMENT, "body": ANSWER}),
        "an answer, changed": (
            reverse("qa:edit-answer", args=[answer.pk]), expert, {**STATEMENT, "change": "wording", "body": ANSWER},
        ),
        "a comment": (
            reverse("comments:comment", args=[question.pk]), asker, {"body": "It is here.", "is_experience": "on"},
        ),
        "a comment, changed": (reverse("posts:edit", args=[comment.pk]), asker, {"body": "It is here."}),
        "an article": (
            reverse("knowledge:edit", args=[article.slug]), editor,
            {**told, "summary": "Shorter.", "significance": "medium", "note": "A picture", "base_revision": "1"},
        ),
    }  # fmt: skip


def said_again(response, fields):
    """What of these fields the form shows otherwise than it was sent."""
    form = response.context["form"]
    names = [name for name in fields if name != "body" and name in form.fields]
    values = {name: form[name].value() for name in names}
    return {name: value for name, value in values.items() if value != (fields[name] == "on" or fields[name])}


def test_each_form_comes_back_as_it_was_filled_in_with_the_picture_in_its_text(client, tmp_path):
    for name, (address, person, fields) in forms(tmp_path).items():
        client.force_login(person)
        sent = fields | {"submission_key": str(uuid.uuid4())}
        assert 'enctype="multipart/form-data"' in client.get(address).content.decode(), name
        posts = Post.objects.count()

        response = client.post(address, {**sent, **SENT, "picture-file": Upload()})

        picture = Picture.objects.latest("created_at")
        page = response.content.decode()
        assert response.status_code == 200, name
        assert response.context["form"]["body"].value() == f"{fields['body']}\n\n{picture.markdown}\n", name
        assert said_again(response, sent) == {}, name
        assert "The picture is in your text. Nothing is published yet." in page, name
        assert 'aria-invalid="true"' not in page, name
        assert (picture.uploader, picture.post, Post.objects.count()) == (person, None, posts), name


def test_each_form_says_beside_the_field_why_a_picture_is_not_taken(client, tmp_path):
    for name, (address, person, fields) in forms(tmp_path).items():
        client.force_login(person)
        sent = fields | {"submission_key": str(uuid.uuid4()), **SENT}

        response = client.post(address, {**sent, "picture-file": Upload(b"no picture")})

        form = response.context["form"]
        assert response.status_code == 422, name
        assert "cannot be read as a picture" in str(form.pictures.errors["file"]), name
        assert form.pictures["alt"].value() == ALT, name
        assert form["body"].value() == fields["body"], name
        assert said_again(response, fields) == {}, name
        assert not form.is_bound, name
    assert not Picture.objects.exists()


@pytest.fixture
def comment_form(client):
    """Sends the form of a comment, and returns the response."""
    client.force_login(make_member())
    address = reverse("comments:comment", args=[make_question().pk])

    def send(body="It is here.", **fields):
        key = {"submission_key": str(uuid.uuid4())}
        return client.post(
            address, {"body": body, **key, **{k.replace("_", "-"): v for k, v in fields.items()}}
        )

    return send


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read as a picture"),
        (b"%PDF-1.4", "cannot be read as a picture"),
        (image_bytes()[:60], "cannot be read as a picture"),
        (image_bytes("PNG", size=(9000, 9000), mode="1", color=0), "40 megapixels"),
        (image_bytes() + b"\x00" * MAX_BYTES, "larger than 10 MB"),
        (b"", "empty"),
    ],
    ids=["svg", "pdf", "truncated", "bomb", "too-large", "empty"],
)
def test_hostile_files_are_refused_with_a_reason(comment_form, data, message):
    response = comment_form(do="picture", picture_alt=ALT, picture_file=Upload(data, "../../calf.png"))

    assert response.status_code == 422
    assert message in str(response.context["form"].pictures.errors["file"])


def test_an_animated_picture_stands_still(comment_form):
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), color) for color in ("teal", "red")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    assert comment_form(do="picture", picture_alt=ALT, picture_file=Upload(out.getvalue())).status_code == 200
    with default_storage.open(Picture.objects.get().file.name) as file:
        assert getattr(Image.open(file), "n_frames", 1) == 1


def test_without_a_file_or_words_the_field_says_so(comment_form):
    nothing = comment_form(do="picture").context["form"].pictures.errors
    no_words = comment_form(do="picture", picture_file=Upload()).context["form"].pictures.errors

    assert set(nothing) == {"file", "alt"}
    assert set(no_words) == {"alt", "file"}
    assert "choose the file once more" in str(no_words["file"])


def test_a_file_that_comes_with_the_publishing_is_not_lost(comment_form):
    response = comment_form(picture_alt=ALT, picture_file=Upload())

    assert response.status_code == 200
    assert Picture.objects.get().markdown in response.context["form"]["body"].value()


def test_a_text_with_four_pictures_takes_no_fifth(comment_form):
    body = "\n\n".join(make_picture().markdown for _ in range(4))
    before = Picture.objects.count()

    response = comment_form(body, do="picture", picture_alt=ALT, picture_file=Upload())

    assert "4 pictures already" in str(response.context["form"].pictures.errors["file"])
    assert Picture.objects.count() == before


def test_a_picture_that_may_not_be_shown_is_told_at_the_text(comment_form):
    body = f"Look. {make_picture(make_expert()).markdown}"

    response = comment_form(body)

    assert response.status_code == 409
    assert "belongs to another post" in str(response.context["form"].errors["body"])
    assert response.context["form"]["body"].value() == body


def test_who_cannot_add_pictures_yet_is_told_when(client):
    client.force_login(make_newcomer())

    page = client.get(reverse("qa:ask")).content.decode()
    sent = client.post(reverse("qa:ask"), {"title": "T", "body": BODY, **SENT, "picture-file": Upload()})

    assert "You can add pictures with 15 points, or once your account is 3 days old." in page
    assert "picture-file" not in page
    assert sent.status_code == 422
    assert sent.context["form"]["body"].value() == BODY
    assert not Picture.objects.exists()


def test_guests_and_suggestions_are_not_offered_any(client):
    question = make_question()
    assert "picture-file" not in client.get(reverse("qa:ask")).content.decode()

    client.force_login(make_suggester())

    assert "picture-file" not in client.get(reverse("posts:suggest", args=[question.pk])).content.decode()
