"""posts.actions.tagging, describing, following and loading tags, and the pages of tags"""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lib.errors import UserError
from notifications.models import Notification, Verb
from posts.actions.changing_state import change_state
from posts.actions.describing_tags import TagText, describe_tag
from posts.actions.editing import Edit, edit_post
from posts.actions.following_tags import follow_tag
from posts.actions.tagging import choose_tags, make_tags, set_tags
from posts.actions.tidying_tags import rank_experts, remove_unused
from posts.kinds import State
from posts.models import Post, PostTag, Tag, TagRevision
from posts.selectors.tags import load_tag_page
from qa.actions.agreeing import give_opinion
from tests.factories import (
    BODY,
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    run_tasks,
)

pytestmark = pytest.mark.django_db


def make_tag(name, **columns):
    return Tag.objects.create(name=name, slug=name, **columns)


def make_synonym(word, name):
    make_tags([name])
    return make_tag(word, synonym_of=Tag.objects.get(slug=name))


def test_a_word_that_leads_to_a_topic_becomes_it_when_somebody_asks_or_edits():
    make_synonym("calves", "calf")
    member = make_member()

    assert choose_tags(member, ["calves", "calf"]) == ["calf"]
    question = make_question(member, tags=["calves"])
    assert question.tag_slugs == ["calf"]
    make_tags(["feet"])
    make_synonym("toes", "feet")
    edit_post(member, question, Edit(title=question.title, body=BODY, tags=["toes"]))

    question.refresh_from_db()
    assert question.tag_slugs == ["feet"]
    assert dict(Tag.objects.values_list("slug", "post_count")) == {
        "calf": 0,
        "calves": 0,
        "feet": 1,
        "toes": 0,
    }


def test_the_last_topic_of_a_post_can_be_taken_away():
    question = make_question(tags=["calf"])

    with transaction.atomic():
        set_tags(question, [])

    assert question.tag_slugs == []
    assert Post.objects.get(pk=question.pk).tag_slugs == []
    assert not PostTag.objects.filter(content_object=question).exists()
    with pytest.raises(UserError):
        set_tags(question, ["no-such-topic"])


def test_a_word_redirects_to_its_topic_and_completes_to_it(client):
    make_question(tags=["calf"])
    make_synonym("calves", "calf")

    assert client.get("/tags/calves/").headers["Location"] == "/tags/calf/"
    rows = client.get("/tags/complete/", {"q": "calve"}).json()["tags"]
    assert [row["name"] for row in rows] == ["calf"]


def test_the_database_lets_no_word_lead_to_a_word_and_none_carry_posts():
    calves = make_synonym("calves", "calf")

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tag("calfs", synonym_of=calves)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=calves.pk).update(post_count=1)


def test_members_choose_and_those_who_have_earned_it_make_topics():
    with pytest.raises(UserError, match="gait"):
        choose_tags(make_member(), ["gait"])
    assert choose_tags(make_member(reputation_points=300), ["gait"]) == ["gait"]
    assert choose_tags(make_expert(), ["stairs"]) == ["stairs"]


def test_a_topic_that_nothing_carries_vanishes_unless_it_is_curated(client):
    question = make_question(tags=["gait"])
    make_tag("curated", is_curated=True)
    change_state(make_moderator(), question, State.HIDDEN)

    assert client.get("/tags/gait/").status_code == 404
    assert client.get("/tags/curated/").status_code == 200
    assert client.get("/tags/complete/", {"q": "gait"}).json() == {"tags": []}
    assert remove_unused() == 0  # the hidden question may come back
    edit_moderator = make_moderator()
    change_state(edit_moderator, question, State.VISIBLE)
    make_tags(["calf"])
    edit_post(question.author, question, Edit(title=question.title, body=BODY, tags=["calf"]))

    assert remove_unused() == 1
    assert set(Tag.objects.values_list("slug", flat=True)) == {"calf", "curated"}


def test_the_list_of_a_topic_goes_on_and_back_by_the_time_of_writing(client):
    keys = [make_question(tags=["calf"]).pk for _ in range(22)]
    # Imported posts are older than their keys say; the list follows.
    Post.objects.filter(pk=keys[21]).update(created_at=timezone.now() - timedelta(days=9))
    hidden = Post.objects.get(pk=keys[20])
    change_state(make_moderator(), hidden, State.HIDDEN, reason="spam")
    wanted = [keys[number] for number in [*range(19, -1, -1), 21]]

    tag = Tag.objects.get(slug="calf")
    first = load_tag_page(tag, AnonymousUser(), "").page
    second = load_tag_page(tag, AnonymousUser(), first.next_cursor).page
    back = load_tag_page(tag, AnonymousUser(), second.previous_cursor).page

    assert [row.pk for row in [*first.rows, *second.rows]] == wanted
    assert [row.pk for row in back.rows] == wanted[:20]
    assert second.next_cursor is None


def test_experts_describe_a_topic_and_the_search_knows_it(client):
    question = make_question(tags=["calf"])
    tag = Tag.objects.get(slug="calf")

    describe_tag(
        make_expert(), tag, TagText("The lower leg.", "Ask about **thirst** as well.", "legs", "calf")
    )
    run_tasks()

    page = client.get("/tags/calf/").content.decode()
    assert "The lower leg." in page
    assert "<strong>thirst</strong>" in page
    tag.refresh_from_db()
    assert (tag.parent, tag.body_site) == (None, "")  # for curators
    assert TagRevision.objects.filter(tag=tag).count() == 1
    assert "/tags/calf/" in client.get("/search/", {"q": "thirst"}).content.decode()
    assert question.title in page


def test_members_describe_nothing():
    make_tags(["calf"])

    with pytest.raises(PermissionDenied):
        describe_tag(make_member(), Tag.objects.get(slug="calf"), TagText("x", "y"))


def test_curators_build_the_tree_without_circles(client):
    moderator = make_moderator()
    make_question(tags=["calf", "legs"])
    calf, legs = Tag.objects.get(slug="calf"), Tag.objects.get(slug="legs")
    describe_tag(moderator, calf, TagText("", "", parent="legs", body_site="calf"))

    with pytest.raises(UserError):
        describe_tag(moderator, legs, TagText("", "", parent="calf"))
    with pytest.raises(UserError):
        describe_tag(moderator, legs, TagText("", "", parent="nowhere"))

    assert "/tags/calf/" in client.get("/tags/legs/").content.decode()
    page = client.get("/tags/?where=calf").content.decode()
    assert 'href="/tags/calf/"' in page
    assert 'href="/tags/legs/"' not in page


def test_those_who_follow_a_topic_hear_of_a_new_question_once_and_not_its_author(mailoutbox):
    make_tags(["calf", "night"])
    follower, author = make_member(), make_member()
    for person in (follower, author):
        for tag in Tag.objects.all():
            follow_tag(person, tag, wanted=True)
            follow_tag(person, tag, wanted=True)

    question = make_question(author, tags=["calf", "night"])
    run_tasks()
    run_tasks()

    told = Notification.objects.filter(verb=Verb.TOPIC_ASKED)
    assert [(one.recipient_id, one.post_id) for one in told] == [(follower.pk, question.pk)]
    assert set(Tag.objects.values_list("follower_count", flat=True)) == {2}
    follow_tag(follower, Tag.objects.get(slug="calf"), wanted=False)
    assert Tag.objects.get(slug="calf").follower_count == 1


def test_who_has_muted_the_author_does_not_hear_of_the_question_unless_it_is_masked():
    from accounts.actions.muting import mute

    make_tags(["calf"])
    follower, author = make_member(), make_member()
    follow_tag(follower, Tag.objects.get(), wanted=True)
    mute(follower, author, wanted=True)

    make_question(author)
    run_tasks()
    assert not Notification.objects.exists()

    make_question(author, is_masked=True)
    run_tasks()
    [told] = Notification.objects.all()
    assert told.actor is None


def test_the_experts_of_a_topic_are_those_who_answer_it_while_their_standing_holds(client):
    good, other, colleague = make_expert("eve_hansen"), make_expert("tom_berg"), make_expert()
    for _ in range(2):
        answer = make_answer(make_question(tags=["calf"]), good)
    make_answer(make_question(tags=["calf", "night"]), other)
    give_opinion(colleague, answer, stance="agree", reason="")

    rank_experts()

    shown = [expert.person.handle for expert in client.get("/tags/calf/").context["topic"].experts]
    assert shown == ["eve_hansen", "tom_berg"]
    good.expert_valid_until = "2020-01-01"
    good.save()
    shown = [expert.person.handle for expert in client.get("/tags/calf/").context["topic"].experts]
    assert shown == ["tom_berg"]


def test_the_curated_topics_load_twice_without_a_change_and_keep_what_people_wrote():
    make_question(tags=["twitching"])
    make_tag("gait")
    out = StringIO()
    call_command("load_tags", stdout=out)
    describe_tag(make_expert(), Tag.objects.get(slug="calf"), TagText("My own words.", ""))

    call_command("load_tags", stdout=out)

    assert out.getvalue().splitlines()[1].startswith("0 of")
    calf = Tag.objects.get(slug="calf")
    assert (calf.description, calf.parent.slug, calf.body_site) == ("My own words.", "legs", "calf")
    assert Tag.objects.get(slug="twitch").post_count == 1
    assert Tag.objects.get(slug="twitching").synonym_of.slug == "twitch"


@pytest.mark.parametrize(
    "text",
    ["[", "{}", "- 1", "- {name: calf}", "- {name: Calf, description: x}", "- {name: calf, description: x, site: moon}",
     "- {name: calf, description: x, parent: legs}",
     "- {name: calf, description: x, also: [a]}\n- {name: a, description: x}"],
)  # fmt: skip
def test_a_wrong_list_of_topics_is_refused(tmp_path, text):
    path = tmp_path / "tags.yaml"
    path.write_text(text)

    with pytest.raises(CommandError, match=r"tags\.yaml"):
        call_command("load_tags", str(path))

    assert not Tag.objects.exists()


def test_the_forms_of_a_topic(client):
    make_question(tags=["calf", "calves"])
    client.force_login(make_moderator())

    sent = {"description": "The lower leg.", "wiki": "", "parent": "", "body_site": "calf"}
    assert client.post("/tags/calf/edit/", sent).status_code == 302
    assert client.post("/tags/calf/edit/", {**sent, "parent": "nowhere"}).status_code == 422
    assert client.post("/tags/calves/merge/", {"into": "nowhere"}).status_code == 422
    assert client.post("/tags/calves/merge/", {"into": "calf"}).status_code == 302
    assert client.get("/tags/merges/").status_code == 200
    client.post("/tags/calf/follow/", {"wanted": "yes"})
    assert Tag.objects.get(slug="calf").follower_count == 1
