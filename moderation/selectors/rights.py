"""What one reader may do with each post of a page, and what was decided about the hidden ones."""

from dataclasses import dataclass, fields

from accounts.rules import Actor
from moderation.models import Decision
from moderation.rules import can_decide, can_flag
from moderation.selectors.decisions import latest_decisions
from posts.models import Post
from posts.rules import (
    can_close_comments,
    can_comment,
    can_delete_own,
    can_edit,
    can_retag,
    can_suggest_edit,
    can_vote,
    takes_comments,
)
from posts.selectors.thread import Comment, first_comments, votes_of


@dataclass(frozen=True)
class Rights:
    """What the reader may do with one post."""

    vote: bool
    edit: bool
    suggest: bool
    retag: bool
    delete: bool
    flag: bool
    comment: bool
    close_comments: bool
    moderate: bool


@dataclass(frozen=True)
class Viewed:
    """A post as one reader sees it; `decision` is the latest one about a post that is not public."""

    rights: Rights
    my_vote: int
    decision: Decision | None
    takes_comments: bool
    is_locked: bool


NO_RIGHTS = Rights(**dict.fromkeys((one.name for one in fields(Rights)), False))


def rights_of(reader: Actor, post: Post) -> Rights:
    """Return the reader's rights; a comment comes with its parent loaded. All of them begin with signing in."""
    return rights_by_rules(reader, post) if reader.is_authenticated else NO_RIGHTS


def rights_by_rules(reader: Actor, post: Post) -> Rights:
    """Ask every rule; who is signed out need not, for the rules give them nothing."""
    return Rights(
        vote=can_vote(reader, post),
        edit=can_edit(reader, post),
        suggest=can_suggest_edit(reader, post),
        retag=can_retag(reader, post),
        delete=can_delete_own(reader, post),
        flag=can_flag(reader, post),
        comment=can_comment(reader, post),
        close_comments=can_close_comments(reader, post),
        moderate=can_decide(reader, post),
    )


@dataclass(frozen=True)
class ThreadView:
    """The comments under each shown post by its key, all of them, and how the reader sees every post by key."""

    comments: dict[int, list[Comment]]
    flat: list[Comment]
    viewed: dict[int, Viewed]


def view_thread(shown: list[Post], reader: Actor) -> ThreadView:
    """Return what belongs to the shown posts (the root first) in one query.

    One more for the reader's votes when signed in, one more when something is hidden.
    """
    comments = first_comments(shown[0].pk, reader)
    flat = [comment for group in comments.values() for comment in group]
    return ThreadView(comments, flat, lay_on_views(flat, shown, reader))


def lay_on_views(comments: list[Comment], shown: list[Post], reader: Actor) -> dict[int, Viewed]:
    """Give each comment its parent and how the reader sees it; return that for all posts by key.

    `shown` are the other posts of the page, among them the parents; two queries at most.
    """
    posts = [*shown, *(comment.post for comment in comments)]
    known = {post.pk: post for post in posts}
    root = shown[0].root or shown[0]
    for post in posts:
        # Saves queries for each post: what stands above it is on the page too.
        if post.root_id:
            post.root = root
    for comment in comments:
        comment.post.parent = known.get(comment.post.parent_id, shown[0])
    votes = votes_of(reader, known)
    decisions = latest_decisions([post.pk for post in posts if not post.is_public])
    viewed = {
        post.pk: Viewed(
            rights_of(reader, post),
            votes.get(post.pk, 0),
            decisions.get(post.pk),
            takes_comments=takes_comments(post),
            is_locked=root.is_locked,
        )
        for post in posts
    }
    for comment in comments:
        comment.viewed = viewed[comment.post.pk]
    return viewed
