"""Pictures in texts that are not published yet."""

from collections.abc import Iterator

from knowledge.models import Proposal
from knowledge.models.proposal import OPEN_STATES
from posts.selectors.pictures import MARK


def proposed_texts_with_pictures() -> Iterator[tuple[int, str]]:
    """Return (article, text) of the drafts and waiting texts that show a picture, in one query."""
    found = Proposal.objects.filter(state__in=OPEN_STATES, body__contains=MARK)
    yield from found.values_list("article_id", "body").iterator(chunk_size=500)
