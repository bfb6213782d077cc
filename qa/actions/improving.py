"""What an edit means for where a question stands: who said it better need not ask to be opened again."""

from accounts.models import User
from posts.kinds import Kind
from posts.models import Post
from qa import rules
from qa.actions.moving import move
from qa.models import Question
from qa.standing import Act


def follow_edit(actor: User | None, post: Post) -> None:
    """Open a question again whose asker has changed the text for the sake of which it was closed.

    Called in the transaction of the edit, with the thread locked.
    """
    if actor is None or post.kind != Kind.QUESTION:
        return
    question = Question.objects.filter(pk=post.pk).first()
    if question is None:
        return
    question.post = post
    if rules.can_move(actor, question, Act.IMPROVE):
        move(actor, question, Act.IMPROVE)
