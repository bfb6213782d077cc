"""Keeping an edit beside its post until somebody has said yes."""

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from lib.errors import UserError
from posts.actions.attaching import attach_pictures, claim_pictures
from posts.actions.writing import render_body
from posts.edits import Edit
from posts.models import Post, Revision, SuggestedEdit, SuggestionSource, SuggestionState


def hold_edit(
    editor: User, post: Post, edit: Edit, *, source: SuggestionSource = SuggestionSource.HELD
) -> SuggestedEdit:
    """Keep an edit of a locked post whose rule has been checked; the post goes on saying what it says.

    Its pictures hang on the post from now on, and only those who may see the edit see them. Raises UserError when the
    edit changes nothing, or shows pictures that it may not.
    """
    title = post.title if edit.title is None else edit.title
    tags = post.tag_slugs if edit.tags is None else edit.tags
    if (title, edit.body, tags) == (post.title, post.body, post.tag_slugs):
        raise UserError(_("This text says what the post says already."))
    html = render_body(post.kind, edit.body)
    attach_pictures(post, claim_pictures(editor, post.kind, edit.body, html, post=post))
    _replace_own(post, editor)
    lowest = Revision.objects.filter(post=post, number__lt=0).aggregate(lowest=Min("number"))["lowest"]
    revision = Revision.objects.create(
        post=post,
        number=(lowest or 0) - 1,
        editor=editor,
        title=title,
        body=edit.body,
        tag_slugs=tags,
        reason=edit.reason,
        is_applied=False,
    )
    return SuggestedEdit.objects.create(
        revision=revision, post=post, editor=editor, source=source, base_number=post.revision_count
    )


def _replace_own(post: Post, editor: User) -> None:
    """Let an earlier open text of the same editor be overtaken by a new one."""
    found = SuggestedEdit.objects.filter(post=post, editor=editor, state=SuggestionState.OPEN)
    found.update(state=SuggestionState.SUPERSEDED, decided_at=timezone.now())
