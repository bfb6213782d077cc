"""What tells that the page of a question has changed; see posts.selectors.page_versions."""

from django.db import connection

from lib.dates import site_today
from lib.page_cache.policy import Stamp

# Beside its thread, the page names people, related places, and the question of which it is a duplicate.
QUESTION = """
    SELECT version, search_related_shown(id), (
        SELECT sum(changes)::bigint FROM posts_pageversion WHERE scope = 'people'
    ), (
        SELECT concat_ws('|', other.is_public, other.slug, other.title)
        FROM qa_question question JOIN posts_post other ON other.id = question.duplicate_of_id
        WHERE question.post_id = posts_post.id
    )
    FROM posts_post WHERE id = %s AND is_public
"""


def question(post_id: int) -> Stamp:
    """The look-up for the page of a question, in one query; None for what is not public."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [post_id])
        found = cursor.fetchone()
    return (site_today(), *found) if found else None
