"""What a tag says about itself: description, wiki, place in the tree of topics."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from lib.markdown import render_text
from posts import rules
from posts.actions.announcing import announce_tags
from posts.models import Tag, TagRevision

# Deeper trees say nothing to readers.
DEPTH_MOST = 3


@dataclass(frozen=True)
class TagText:
    """What an edit sets; `parent` (a slug) and `body_site` count for those alone who may curate."""

    description: str
    wiki: str
    parent: str = ""
    body_site: str = ""


@transaction.atomic
def describe_tag(actor: User, tag: Tag, text: TagText) -> Tag:
    """Give a tag another text, kept as a revision. Raises PermissionDenied, UserError (a parent that cannot be)."""
    require(rules.can_describe_tag(actor))
    tag = Tag.objects.select_for_update(of=("self",)).select_related("parent").get(pk=tag.pk)
    if tag.synonym_of_id:
        raise UserError(_("This word leads to another topic now."))
    if rules.can_curate_tags(actor):
        tag.parent = _parent_of(tag, text.parent)
        tag.body_site = text.body_site
    says_more = (tag.description, tag.wiki) != (text.description, text.wiki)
    tag.description, tag.wiki = text.description, text.wiki
    tag.wiki_html = render_text(text.wiki) if text.wiki else ""
    tag.save(update_fields=["description", "wiki", "wiki_html", "parent", "body_site"])
    if says_more:
        TagRevision.objects.create(tag=tag, editor=actor, description=tag.description, wiki=tag.wiki)
    record(actor, "tag.described", tag, says_more=says_more)
    announce_tags([tag.slug])
    return tag


def _parent_of(tag: Tag, slug: str) -> Tag | None:
    """Return the wider topic that was named; raises UserError where that makes a circle or a tree too deep."""
    if not slug:
        return None
    parent = Tag.objects.select_related("parent__parent").filter(slug=slug, synonym_of=None).first()
    if parent is None:
        raise UserError(_("There is no such topic."), field="parent")
    above, step = [], parent
    while step is not None and len(above) < DEPTH_MOST:
        above.append(step.pk)
        step = step.parent
    if tag.pk in above or len(above) >= DEPTH_MOST:
        raise UserError(_("A topic cannot stand below itself, nor three topics deep."), field="parent")
    return parent
