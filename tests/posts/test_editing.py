"""posts.actions.editing"""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from lib.errors import UserError
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.kinds import State
from posts.models import PostChange, Revision, Tag
from tests.factories import after_grace, make_answer, make_comment, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
NEW = "Now it happens in the foot as well, every second night, and walking helps a little."


def test_an_edit_renders_the_text_and_keeps_the_old_one_as_a_revision():
    question = after_grace(make_question())

    question = edit_post(question.author, question, Edit(body=f"**{NEW}**", reason="More details"))

    assert question.body_html == f"<p><strong>{NEW}</strong></p>\n"
    first, second = Revision.objects.filter(post=question).order_by("number")
    assert (second.number, second.reason, second.editor) == (2, "More details", question.author)
    assert first.body != second.body


def test_an_edit_without_a_change_stores_nothing():
    question = make_question()

    edit_post(question.author, question, Edit(body=question.body, title=question.title, tags=["calf"]))

    assert Revision.objects.filter(post=question).count() == 1
    assert not AuditEvent.objects.filter(action="post.edited").exists()


def test_a_new_title_makes_a_new_address():
    question = make_question()

    question = edit_post(
        question.author, question, Edit(body=NEW, title="Foot cramps that come every second night")
    )

    assert question.slug == "foot-cramps-that-come-every-second-night"


def test_retagging_moves_the_counts():
    question = make_question(tags=["calf", "night"])
    Tag.objects.create(name="foot", slug="foot")

    edit_post(question.author, question, Edit(body=NEW, tags=["calf", "foot"]))

    counts = dict(Tag.objects.values_list("slug", "post_count"))
    assert counts == {"calf": 1, "night": 0, "foot": 1}
    question.refresh_from_db()
    assert question.tag_slugs == ["calf", "foot"]
    assert sorted(question.tags.names()) == ["calf", "foot"]


def test_a_member_cannot_make_a_tag_while_editing_and_nothing_changes():
    question = make_question()

    with pytest.raises(UserError):
        edit_post(question.author, question, Edit(body=NEW, tags=["calf", "brand-new"]))

    question.refresh_from_db()
    assert question.body != NEW


def test_strangers_do_not_edit():
    with pytest.raises(PermissionDenied):
        edit_post(make_member(), make_question(), Edit(body=NEW))


def test_moderators_edit_with_their_name_in_the_history():
    question, moderator = make_question(), make_moderator()

    edit_post(moderator, question, Edit(body=NEW, reason="Removed a telephone number"))

    assert Revision.objects.get(post=question, number=2).editor == moderator


def test_authors_do_not_edit_what_was_hidden():
    question = make_question()
    question = change_state(make_moderator(), question, State.HIDDEN)

    with pytest.raises(PermissionDenied):
        edit_post(question.author, question, Edit(body=NEW))


def test_an_edited_answer_goes_to_the_outbox_and_bumps_its_question():
    answer = make_answer(make_question())
    before = answer.root.version

    edit_post(answer.author, answer, Edit(body=NEW))

    answer.root.refresh_from_db()
    assert answer.root.version > before
    assert PostChange.objects.filter(post=answer, what="edited").exists()


def test_within_five_minutes_an_edit_makes_no_new_version():
    question = make_question()

    question = edit_post(question.author, question, Edit(body=NEW, reason="Typing mistake"))

    revision = Revision.objects.get(post=question)
    assert (revision.number, revision.body, revision.reason) == (1, NEW, "Typing mistake")
    assert (question.edited_at, question.revision_count) == (None, 1)


def test_the_five_minutes_are_not_prolonged_by_editing():
    question = after_grace(make_question())
    question = edit_post(question.author, question, Edit(body=NEW))
    question = edit_post(question.author, question, Edit(body=f"{NEW} Once more."))
    assert question.revision_count == 2

    question = edit_post(question.author, after_grace(question), Edit(body=f"{NEW} And again."))

    assert [row.number for row in Revision.objects.filter(post=question).order_by("number")] == [1, 2, 3]


@pytest.mark.parametrize("why", ["somebody else edits", "somebody has replied"])
def test_what_others_have_seen_is_kept(why):
    question = make_question()
    editor = make_moderator() if why == "somebody else edits" else question.author
    if why == "somebody has replied":
        make_comment(question)

    edit_post(editor, question, Edit(body=NEW))

    assert Revision.objects.filter(post=question).count() == 2
