"""Following posts and experts in the background."""

from django.db import OperationalError

from accounts.models import User
from lib.tasks import retried_task
from search.actions.counting_words import count_words, count_words_if_due
from search.actions.embedding import BATCH as VECTORS
from search.actions.embedding import embed_pending
from search.actions.indexing import BATCH, index_experts, index_pending, index_tags
from search.actions.indexing_vectors import ensure_index
from search.actions.relating import relate_next
from search.actions.saving_searches import tell_searchers

# Posts looked through by one task; other work gets its turn in between.
RELATED_AT_ONCE = 50


@retried_task(OperationalError)
def index_changes() -> None:
    """Index what the outbox of posts names; go on in a new task while there is more."""
    done = index_pending()
    if done == BATCH:
        index_changes.enqueue()
    elif done:
        count_words_if_due()
        make_vectors.enqueue()


@retried_task(OperationalError)
def make_vectors() -> None:
    """Make the vectors that are missing; go on in a new task while there are more, then look for what is related."""
    if embed_pending() >= VECTORS:
        make_vectors.enqueue()
    else:
        find_related.enqueue()


@retried_task(OperationalError)
def find_related() -> None:
    """Look for what belongs to the posts that wait for it; go on in a new task while there are more."""
    for _ in range(RELATED_AT_ONCE):
        if not relate_next():
            return
    find_related.enqueue()


@retried_task(OperationalError)
def tell_of_new(post_ids: list[int]) -> None:
    """Look which saved searches find these new posts, and have people told."""
    tell_searchers(post_ids)


@retried_task(OperationalError)
def follow_tags(slugs: list[str]) -> None:
    """Follow what these tags say and which words lead to them."""
    index_tags(slugs)
    make_vectors.enqueue()


@retried_task(OperationalError)
def index_expert(person_id: int) -> None:
    """Follow the standing of one expert."""
    index_experts([person_id])
    make_vectors.enqueue()


@retried_task(OperationalError)
def follow_daily() -> None:
    """Read all experts' cards and count the words anew, once a day; what the outbox still holds is indexed.

    Where loading many vectors was broken off, their index is built; vectors that are due for whatever reason are made.
    """
    index_experts(User.objects.verified_experts().values_list("pk", flat=True))
    count_words()
    ensure_index()
    index_changes.enqueue()
    make_vectors.enqueue()
