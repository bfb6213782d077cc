"""posts.actions.merging_tags: what a merge moves, and that taking it back leaves no trace"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.errors import UserError
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.following_tags import follow_tag
from posts.actions.merging_tags import merge_tags, undo_merge
from posts.actions.tagging import make_tags
from posts.kinds import State
from posts.models import Post, PostTag, Tag, TagFollow
from posts.selectors.tags import load_tag_page
from search.selectors.results import find
from tests.factories import BODY, make_expert, make_member, make_moderator, make_question, run_tasks

pytestmark = pytest.mark.django_db
NAMES = ("a", "b", "c")


def tag(name):
    return Tag.objects.get(slug=name)


def picture():
    """All that a merge touches, by names."""
    return {
        "posts": dict(Post.objects.order_by("pk").values_list("pk", "tag_slugs")),
        "rows": sorted(PostTag.objects.values_list("content_object_id", "tag__slug")),
        "tags": sorted(
            Tag.objects.values_list(
                "slug", "synonym_of__slug", "parent__slug", "post_count", "follower_count", "description"
            ),
            key=str,
        ),
        "follows": sorted(TagFollow.objects.values_list("person_id", "tag__slug")),
    }


def counts_are_right():
    for one in Tag.objects.all():
        carrying = Post.objects.public().tagged(one.slug).count()
        assert one.post_count == carrying, one
        assert PostTag.objects.filter(tag=one).count() == Post.objects.tagged(one.slug).count()
        newest = Post.objects.public().tagged(one.slug).order_by("-created_at", "-pk")
        assert [row.pk for row in load_tag_page(one, AnonymousUser(), "").page.rows] == keys_of(newest)


def keys_of(posts):
    return list(posts.values_list("pk", flat=True))


def test_a_merge_moves_everything_and_the_word_leads_on(client):
    alone, both = make_question(tags=["calves"]), make_question(tags=["calf", "calves", "night"])
    follower = make_member()
    follow_tag(follower, tag("calves"), wanted=True)

    merge_tags(make_moderator(), tag("calves"), tag("calf"))
    run_tasks()

    assert picture()["posts"] == {alone.pk: ["calf"], both.pk: ["calf", "night"]}
    assert client.get("/tags/calves/").headers["Location"] == "/tags/calf/"
    assert TagFollow.objects.filter(person=follower, tag=tag("calf")).exists()
    assert {row.pk for row in find("tag:calf").rows if row.kind == "question"} == {alone.pk, both.pk}
    counts_are_right()


@pytest.fixture
def cast():
    """The people and the tags of all examples."""
    make_tags(NAMES)
    return make_expert(), make_moderator(), make_member()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), min_size=1, max_size=5),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
    st.permutations(NAMES),
)
def test_taking_a_merge_back_leaves_everything_as_it_was(cast, tag_lists, followed, order):
    expert, moderator, person = cast
    with transaction.atomic():
        source, target, third = order
        Tag.objects.filter(slug=third).update(parent=tag(source))
        Tag.objects.create(name="word", slug="word", synonym_of=tag(source))
        questions = [make_question(expert, tags=list(tags)) for tags in tag_lists]
        change_state(moderator, questions[0], State.HIDDEN)
        for name in followed:
            follow_tag(person, tag(name), wanted=True)
        before = picture()

        merge = merge_tags(moderator, tag(source), tag(target))
        counts_are_right()
        assert picture() != before
        undo_merge(moderator, merge)

        assert picture() == before
        counts_are_right()
        transaction.set_rollback(True)


def test_what_was_retagged_meanwhile_stays_as_it_is():
    one, other = make_question(tags=["calves"]), make_question(tags=["calves"])
    make_tags(["calf", "feet"])
    moderator = make_moderator()
    merge = merge_tags(moderator, tag("calves"), tag("calf"))
    edit_post(other.author, other, Edit(title=other.title, body=BODY, tags=["feet"]))
    later = make_question(tags=["calf"])

    undo_merge(moderator, merge)

    assert picture()["posts"] == {one.pk: ["calves"], other.pk: ["feet"], later.pk: ["calf"]}
    counts_are_right()


def test_merges_are_taken_back_in_turn():
    make_question(tags=["a", "b", "c"])
    moderator = make_moderator()
    first = merge_tags(moderator, tag("a"), tag("b"))
    second = merge_tags(moderator, tag("b"), tag("c"))
    assert tag("a").synonym_of == tag("c")

    with pytest.raises(UserError):
        undo_merge(moderator, first)
    undo_merge(moderator, second)
    undo_merge(moderator, first)
    with pytest.raises(UserError):
        undo_merge(moderator, first)

    assert Post.objects.get().tag_slugs == ["a", "b", "c"]
    counts_are_right()


def test_nonsense_is_refused_and_so_are_those_who_may_not():
    make_tags(NAMES)
    moderator = make_moderator()
    merge_tags(moderator, tag("a"), tag("b"))

    for source, target in [("c", "c"), ("a", "c"), ("c", "a")]:
        with pytest.raises(UserError):
            merge_tags(moderator, tag(source), tag(target))
    with pytest.raises(PermissionDenied):
        merge_tags(make_expert(), tag("b"), tag("c"))
