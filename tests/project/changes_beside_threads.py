"""What changes on public pages because of people, topics and articles."""

from datetime import timedelta

from django.utils import timezone

from accounts.actions.ageing_standing import lapse_experts
from accounts.actions.changing_handle import change_handle
from accounts.actions.editing_profile import Profile, edit_profile
from accounts.actions.erasing import erase_person
from accounts.actions.leaving import ask_to_leave, keep_account
from accounts.actions.setting_avatar import remove_avatar, set_avatar
from accounts.actions.suspending_standing import lift_suspension, suspend_standing
from accounts.models import ExpertCredential, User
from accounts.models.user import WhatOfPosts
from knowledge.actions.loading import load_article
from knowledge.actions.moving import move_article
from knowledge.actions.reviewing import Signature, publish, sign_review
from knowledge.content_files import read_file
from knowledge.models import Article
from knowledge.structured import Structured
from posts.actions.describing_tags import TagText, describe_tag
from posts.actions.loading_tags import load_tags
from posts.actions.merging_tags import merge_tags, undo_merge
from posts.actions.tidying_tags import rank_experts
from posts.models import Tag
from posts.tag_list import CuratedTag
from qa.actions.agreeing import recount_opinions
from tests.factories import judge, make_application, make_article, make_proposal, write_article
from tests.lib.pictures import Upload
from tests.project.changes_of_threads import agree
from tests.project.public_pages import cast


def rename(world, role, name):
    edit_profile(cast(world, role), Profile(display_name=name))


def rename_colleague_who_agreed(world):
    agree(world)
    yield
    rename(world, "colleague", "Cornelius")


def take_another_handle(world):
    change_handle(cast(world, "asker"), "annabel")


def remove_picture(world):
    set_avatar(cast(world, "answerer"), Upload())
    yield
    remove_avatar(cast(world, "answerer"))


def lapse(role):
    def act(world):
        agree(world)
        yield
        yesterday = timezone.localdate() - timedelta(days=1)
        ExpertCredential.objects.filter(user=cast(world, role)).update(valid_until=yesterday)
        User.objects.filter(pk=cast(world, role).pk).update(expert_valid_until=yesterday)
        lapse_experts()
        recount_opinions(cast(world, role).pk)

    return act


def verify_asker(world):
    """Whoever asks, too, is shown with the standing that they have."""
    judge(make_application(cast(world, "asker")))
    assert cast(world, "asker").is_verified_expert


def suspend_answerer(world):
    suspend_standing(cast(world, "administrator"), cast(world, "answerer"), reason="The register asks.")


def suspend_and_lift(world):
    suspend_answerer(world)
    yield
    lift_suspension(cast(world, "administrator"), cast(world, "answerer"))


def leave(world):
    ask_to_leave(cast(world, "asker"), WhatOfPosts.KEEP)


def leave_and_stay(world):
    leave(world)
    yield
    keep_account(cast(world, "asker"))


def erase(what):
    def act(world):
        ask_to_leave(cast(world, "asker"), what)
        User.objects.filter(pk=cast(world, "asker").pk).update(leaves_at=timezone.now())
        erase_person(cast(world, "asker").pk)

    return act


def describe(world):
    text = TagText("The muscle behind the shin.", "It **pulls** the heel.", parent="night", body_site="calf")
    describe_tag(cast(world, "editor"), Tag.objects.get(slug="calf"), text)


def merge(world):
    tags = {tag.slug: tag for tag in Tag.objects.filter(slug__in=["calf", "night"])}
    merge_tags(cast(world, "editor"), tags["calf"], tags["night"])


def load_curated(world):
    wanted = CuratedTag("cramp", "A muscle that does not let go.", "calf", "", ("spasm",))
    assert load_tags([wanted])


def publish_faq(world):
    publish(
        cast(world, "editor"), make_proposal(world.faq, cast(world, "administrator"), title="Why is it so")
    )


def publish_on_home(world):
    publish(
        cast(world, "editor"),
        make_proposal(world.on_home, cast(world, "administrator"), title="In the night"),
    )


def publish_evidence(world):
    """The text stays as it is."""
    note = {"claim": "Stretching helps.", "certainty": "weak", "note": "Few were asked."}
    text = {"summary": Article.objects.get(pk=world.article.pk).summary, "body": world.article.body}
    changed = make_proposal(
        world.article, cast(world, "administrator"), structured=Structured(evidence=[note]), **text
    )
    publish(cast(world, "editor"), changed)


def load_another_text(world):
    path = write_article(world.folder, "calf-cramp", kind="relief", title="Relief for the calf")
    load_article(read_file(path), position=0)


CHANGES = {
    "renaming who answered": lambda world: rename(world, "answerer", "Evelyn"),
    "renaming who asked": lambda world: rename(world, "asker", "Anna"),
    "a picture": lambda world: set_avatar(cast(world, "answerer"), Upload()),
    "the end of a standing": lapse("answerer"),
    "the end of the standing of who agreed": lapse("colleague"),
    "erasing a person": erase(WhatOfPosts.KEEP),
    "erasing a person with posts": erase(WhatOfPosts.REMOVE),
    "taking a merge of topics back": lambda world: undo_merge(cast(world, "editor"), world.merge),
    "ranking the experts of topics": lambda world: rank_experts(),
    "publishing": lambda world: publish(cast(world, "editor"), world.proposal),
    "signing": lambda world: sign_review(
        cast(world, "reviewer"), world.article.article, Signature("Physiotherapist")
    ),
    "moving an article": lambda world: move_article(
        cast(world, "editor"), Article.objects.get(pk=world.article.pk), "cramps-in-the-night"
    ),
    "a new article": lambda world: make_article(world.folder, "new-one", kind="faq"),
} | {
    name.__name__: name
    for name in (
        rename_colleague_who_agreed, take_another_handle, remove_picture, verify_asker, suspend_answerer,
        suspend_and_lift, leave, leave_and_stay, describe, merge, load_curated, publish_faq, publish_on_home,
        publish_evidence, load_another_text,
    )
}  # fmt: skip
