"""What tells that the page of an article has changed; as posts.selectors.page_versions, by the article's address."""

from django.db import connection

from lib.dates import site_today
from lib.page_cache.policy import Stamp

# The page names other articles and people beside those of its thread.
ARTICLE = """
    SELECT post.id, post.version, search_related_shown(post.id), (
        SELECT sum(changes)::bigint FROM posts_pageversion WHERE scope IN ('articles', 'people')
    )
    FROM knowledge_article article JOIN posts_post post ON post.id = article.post_id
    WHERE article.slug = %s AND post.is_public
"""


def article(slug: str) -> Stamp:
    """The look-up for the page of an article, in one query; None where there is no public one."""
    with connection.cursor() as cursor:
        cursor.execute(ARTICLE, [slug])
        found = cursor.fetchone()
    return (site_today(), *found) if found else None
