"""What the search index is told about articles."""

from collections.abc import Iterable

from knowledge.models import Article, ArticleKind
from search.extras import Extra
from search.models import DocumentKind

KINDS = {ArticleKind.FAQ: DocumentKind.FAQ, ArticleKind.RELIEF: DocumentKind.RELIEF}


def describe_articles(post_ids: Iterable[int]) -> dict[int, Extra]:
    """Return the kind, summary, places and review date of those posts that are articles, in one query."""
    articles = Article.objects.filter(pk__in=post_ids).only("kind", "summary", "body_sites", "last_reviewed")
    return {
        article.pk: Extra(
            kind=KINDS.get(article.kind, DocumentKind.ARTICLE),
            summary=article.summary,
            body_sites=tuple(article.body_sites),
            reviewed_on=article.last_reviewed,
        )
        for article in articles
    }
