"""What somebody has said about an answer beside whether it helped."""

from accounts.models import User
from posts.models import Post
from qa.models import Reaction


def reactions_of(person: User, answer: Post) -> list[Reaction]:
    """Return a person's reactions to an answer, in one query."""
    return list(Reaction.objects.filter(person=person, answer_id=answer.pk).order_by("kind"))
