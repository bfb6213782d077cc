"""What screening remembers of a decision, in its transaction."""

from collections.abc import Collection
from typing import Any

from lib.inserting import insert_many
from moderation.models import ApprovedText, Decision, RemovedText
from moderation.screening.fingerprints import fingerprint
from moderation.screening.material import WORD, hash_of, normalise
from posts.kinds import State
from posts.models import Post, SuggestedEdit, SuggestionState

REMOVED = (State.HIDDEN, State.DELETED)


def learn_from(decision: Decision) -> None:
    """Remember a text that a person has let be, or the fingerprint of one that was removed."""
    post = decision.post
    # Fresh: the one at hand is as it was before the decision.
    state = Post.objects.values_list("state", flat=True).get(pk=post.pk)
    if state == State.VISIBLE:
        remember_approval(post)
    elif state in REMOVED:
        _remember_removal(post)


def remember_approval(post: Post) -> None:
    """No machine holds this text of this author again."""
    ApprovedText.objects.get_or_create(post=post, text_hash=hash_of(post.title, post.body))
    RemovedText.objects.filter(post=post).delete()


def remember_removals(posts: Collection[Post]) -> None:
    """Remember the fingerprints of many posts that were removed at once."""
    ApprovedText.objects.filter(post__in=[post.pk for post in posts]).delete()
    found = {post.pk: data for post in posts if (data := _fingerprint_of(post))}
    insert_many(RemovedText, {"post": list(found), "fingerprint": list(found.values())}, replaces=["post"])


def memory_of(keys: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what is remembered of posts, by their keys, in a form that JSON can hold; two queries."""
    memory: dict[int, dict[str, Any]] = {key: {"approved": [], "removed": None} for key in keys}
    for key, text_hash in ApprovedText.objects.filter(post__in=keys).values_list("post_id", "text_hash"):
        memory[key]["approved"].append(text_hash)
    for key, data in RemovedText.objects.filter(post__in=keys).values_list("post_id", "fingerprint"):
        memory[key]["removed"] = bytes(data).hex()
    return memory


def put_memory_back(memory: dict[int, dict[str, Any]]) -> None:
    """Let exactly this be remembered of these posts: the decisions from which more was learned are undone."""
    ApprovedText.objects.filter(post__in=memory).delete()
    RemovedText.objects.filter(post__in=memory).delete()
    ApprovedText.objects.bulk_create(
        ApprovedText(post_id=key, text_hash=text_hash)
        for key, known in memory.items()
        for text_hash in known["approved"]
    )
    RemovedText.objects.bulk_create(
        RemovedText(post_id=key, fingerprint=bytes.fromhex(known["removed"]))
        for key, known in memory.items()
        if known["removed"]
    )


def _remember_removal(post: Post) -> None:
    remember_removals([post])


def _fingerprint_of(post: Post) -> bytes | None:
    numbers = fingerprint(WORD.findall(f"{normalise(post.title)}\n{normalise(post.body)}"))
    return numbers.astype("<u4").tobytes() if numbers is not None else None


def remember_edit(suggestion_id: int) -> None:
    """Remember the text of an edit to which a person has said yes."""
    approved = SuggestedEdit.objects.filter(pk=suggestion_id, state=SuggestionState.APPROVED)
    for edit in approved.select_related("revision"):
        text_hash = hash_of(edit.revision.title, edit.revision.body)
        ApprovedText.objects.get_or_create(post_id=edit.post_id, text_hash=text_hash)
