"""Telling apps above that a text is new or changed, in the transaction of the change.

For what must never be missed and cannot wait for a task: settings.POST_TEXT_FOLLOWERS names the functions, each of
which takes the post. They run under the locks of the change, after everything else of it.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from posts.models import Post


def tell_followers(post: Post) -> None:
    for path in settings.POST_TEXT_FOLLOWERS:
        import_string(path)(post)
