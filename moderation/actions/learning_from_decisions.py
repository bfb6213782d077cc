"""What screening remembers of a decision, in its transaction."""

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


def _remember_removal(post: Post) -> None:
    ApprovedText.objects.filter(post=post).delete()
    numbers = fingerprint(WORD.findall(f"{normalise(post.title)}\n{normalise(post.body)}"))
    if numbers is not None:
        data = numbers.astype("<u4").tobytes()
        RemovedText.objects.update_or_create(post=post, defaults={"fingerprint": data})


def remember_edit(suggestion_id: int) -> None:
    """Remember the text of an edit to which a person has said yes."""
    approved = SuggestedEdit.objects.filter(pk=suggestion_id, state=SuggestionState.APPROVED)
    for edit in approved.select_related("revision"):
        text_hash = hash_of(edit.revision.title, edit.revision.body)
        ApprovedText.objects.get_or_create(post_id=edit.post_id, text_hash=text_hash)
