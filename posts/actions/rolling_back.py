"""Going back to what an earlier version said."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from posts import rules
from posts.actions.editing import edit_post
from posts.actions.locking import lock_thread
from posts.edits import Edit
from posts.models import Post, Revision


@transaction.atomic
def roll_back(actor: User, post: Post, revision: Revision) -> Post:
    """Make what an old version said the newest version; return the post.

    The apps above may have a reason against it (ROLL_BACK_GUARDS). Raises PermissionDenied, UserError, LimitError
    (links), RefusedError.
    """
    _root, post = lock_thread(post.pk)
    require(rules.can_roll_back(actor, post))
    for path in settings.ROLL_BACK_GUARDS:
        import_string(path)(post, revision)
    edit = Edit(
        body=revision.body,
        title=revision.title if post.is_root else None,
        tags=revision.tag_slugs if post.is_root else None,
        reason=_("Back to version %(number)d") % {"number": revision.number},
        is_kept=True,
    )
    return edit_post(actor, post, edit)
