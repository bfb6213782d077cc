"""Comparing the index with what it is made from, and repairing it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from posts.kinds import ROOT_KINDS
from posts.models import Post, Tag
from search.actions.embedding import current_recipe, mark_missing, without_vector
from search.actions.indexing import chunks_of_roots, index_experts, index_roots, index_tags
from search.embedding import recipe_fingerprint
from search.models import Document, Recipe

BATCH = 200


@dataclass
class Differences:
    """The keys of posts and people and the slugs of tags whose documents are missing, outdated or left over."""

    posts: set[int] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    vectors: int = 0

    def __bool__(self) -> bool:
        return bool(self.posts or self.tags or self.people or self.vectors)


def compare() -> Differences:
    """Return where the index is not what posts, tags and experts say now; a batch of posts takes four queries."""
    found = Differences()
    for keys in _batches():
        wanted = {owner: (chunk.text_hash, chunk.meta_hash) for owner, chunk in chunks_of_roots(keys).items()}
        rows = Document.objects.filter(post__in=keys)
        present = {(row[0], row[1]): (row[2], row[3])
                   for row in rows.values_list("post_id", "position", "text_hash", "meta_hash")}  # fmt: skip
        found.posts |= {
            owner[0] for owner in wanted.keys() | present if wanted.get(owner) != present.get(owner)
        }
    tagged = set(Tag.objects.filter(post_count__gt=0).values_list("slug", flat=True))
    found.tags = tagged ^ set(Document.objects.filter(tag__isnull=False).values_list("tag__slug", flat=True))
    experts = set(User.objects.verified_experts().values_list("pk", flat=True))
    found.people = experts ^ set(
        Document.objects.filter(person__isnull=False).values_list("person", flat=True)
    )
    recipe = Recipe.objects.filter(fingerprint=recipe_fingerprint()).first()
    found.vectors = without_vector(recipe).count() if recipe else Document.objects.count()
    return found


def _batches() -> Iterable[list[int]]:
    """Yield the keys of all questions and articles, and of whatever else has a document."""
    roots = Post.objects.filter(Q(kind__in=ROOT_KINDS) | Q(pk__in=Document.objects.values("post")))
    last = 0
    while keys := list(roots.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield keys
        last = keys[-1]


def repair(found: Differences) -> None:
    """Write the documents that differ anew; their vectors, and those that are missing, are due then."""
    posts = sorted(found.posts)
    for start in range(0, len(posts), BATCH):
        index_roots(posts[start : start + BATCH])
    index_tags(found.tags)
    index_experts(found.people)
    if found.vectors:
        mark_missing(current_recipe())
