"""Training the text classifier anew from what moderators have decided."""

from django.db import transaction

from moderation.models import WordingModel
from moderation.screening.material import WORD, normalise
from moderation.screening.training import learn
from moderation.selectors.decided import decided_posts
from posts.models import Post

# Fewer decisions of one kind teach nothing that would hold for the next text.
LEAST = 30
DAYS = 730


def words_of(post: Post) -> list[str]:
    return WORD.findall(f"{normalise(post.title)}\n{normalise(post.body)}")


@transaction.atomic
def train_wording() -> WordingModel | None:
    """Store a new model in place of the old one; None while there are too few decisions of one kind.

    What has become of a post in the end counts. When decisions are taken back and too few are left, the old model goes.
    """
    decided = list(decided_posts(DAYS))
    removed_count = sum(one.was_removed for one in decided)
    kept_count = len(decided) - removed_count
    WordingModel.objects.all().delete()
    if min(removed_count, kept_count) < LEAST:
        return None
    learned = learn([words_of(one.post) for one in decided], [one.was_removed for one in decided]).wording
    return WordingModel.objects.create(
        weights=learned.weights.tobytes(),
        slope=learned.slope,
        offset=learned.offset,
        removed_count=removed_count,
        kept_count=kept_count,
    )
