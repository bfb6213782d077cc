"""Blacking out a passage of a post, in all its versions."""

import re

from django.utils.translation import gettext as _

from accounts.models import User
from audit.recording import record
from lib.errors import UserError
from lib.markdown import excerpt
from lib.text import make_slug
from posts.actions.announcing import announce
from posts.actions.copying import copy_text, write_revisions
from posts.actions.writing import render_body
from posts.kinds import Kind
from posts.models import Post, PostChange

BLACK = "▇▇▇"


def mask_passage(actor: User, post: Post, passage: str) -> None:
    """Black out a passage of a locked post wherever it stands, whatever its white space; the rule has been checked.

    Earlier versions lose it too: a passage that may not be read must not be found in the history. Raises UserError
    when the post does not say it.
    """
    words = [re.escape(word) for word in passage.split()]
    pattern = re.compile(r"\s+".join(words))
    if not words or not (pattern.search(post.body) or pattern.search(post.title)):
        raise UserError(_("The post does not say this. Please copy the passage exactly."), field="passage")
    copy = copy_text(post)
    post.title = pattern.sub(BLACK, post.title)
    if post.kind == Kind.QUESTION:
        post.slug = make_slug(post.title)
    post.body = pattern.sub(BLACK, post.body)
    post.body_html = render_body(post.kind, post.body)
    post.excerpt = excerpt(post.body_html)
    post.save(update_fields=["title", "slug", "body", "body_html", "excerpt"])
    for revision in copy["revisions"]:
        revision["title"] = pattern.sub(BLACK, revision["title"])
        revision["body"] = pattern.sub(BLACK, revision["body"])
    write_revisions(post, copy["revisions"])
    record(actor, "post.masked", post)
    announce(PostChange.What.EDITED, post.root_or_self_id, [post.pk])
