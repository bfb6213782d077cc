"""What people may do with posts. Rules are pure: an actor and a post in, yes or no out."""

from accounts.models import User
from accounts.privileges import Privilege, has_privilege
from accounts.rules import (
    Actor,
    can_use,
    can_write,
    is_administrator,
    is_editor,
    is_expert,
    is_moderator,
    is_reviewer,
)
from accounts.suspensions import Ability
from posts.guest_addresses import is_guest
from posts.kinds import TRANSITIONS, Kind, State
from posts.models import Picture, Post, SuggestedEdit, SuggestionSource
from posts.models.vote import HELPFUL, NO_VOTE, UNHELPFUL


def is_author(actor: Actor, post: Post) -> bool:
    return actor.is_authenticated and post.author_id == actor.pk


def wrote_as_guest(actor: Actor, post: Post) -> bool:
    """Whether a guest's post came from an address that the actor has confirmed."""
    return actor.is_authenticated and is_guest(actor, post.guest_hash)


def may_change(actor: Actor, post: Post) -> bool:
    """Whether a post's thread is open to changes: in a locked one to moderators alone. The root comes loaded."""
    return not (post.root or post).is_locked or is_moderator(actor)


def can_vote(actor: Actor, post: Post, value: int = HELPFUL) -> bool:
    """Anyone who may write, on public posts of others; 'did not help' only about answers."""
    if not can_use(actor, Ability.VOTE) or is_author(actor, post):
        return False
    if not post.is_public or post.is_retracted:
        return False
    if not may_change(actor, post):
        return False
    if value != NO_VOTE and not has_privilege(actor, Privilege.VOTE_HELPFUL):
        return False
    if value == UNHELPFUL:
        return post.kind == Kind.ANSWER
    return value in (HELPFUL, NO_VOTE)


def can_edit(actor: Actor, post: Post) -> bool:
    """Authors edit their own while it is public or waiting, moderators all but articles, editors articles.

    Public questions are also edited by those who have earned it; never answers, which stand under an expert's name.
    What was retracted stays as it is.
    """
    if not can_use(actor, Ability.EDIT) or post.state not in (State.VISIBLE, State.PENDING):
        return False
    if post.merged_into_id or not may_change(actor, post):
        return False
    if post.kind == Kind.ARTICLE:
        return is_editor(actor)
    if post.is_retracted:
        return False
    if is_author(actor, post) or is_moderator(actor):
        return True
    return (
        post.kind == Kind.QUESTION and post.is_public and has_privilege(actor, Privilege.EDIT_WITHOUT_REVIEW)
    )


def can_suggest_edit(actor: Actor, post: Post) -> bool:
    """Who has earned it, to public questions and answers of others that they may not edit at once."""
    return (
        can_write(actor)
        and has_privilege(actor, Privilege.SUGGEST_EDITS)
        and post.kind in (Kind.QUESTION, Kind.ANSWER)
        and post.is_public
        and may_change(actor, post)
        and not post.is_retracted
        and not can_edit(actor, post)
    )


def can_retag(actor: Actor, post: Post) -> bool:
    """Who has earned it, the topics of public questions whose text they may not edit at once."""
    return (
        can_use(actor, Ability.EDIT)
        and has_privilege(actor, Privilege.RETAG)
        and post.kind == Kind.QUESTION
        and post.is_public
        and may_change(actor, post)
        and not can_edit(actor, post)
    )


def can_decide_suggestion(actor: Actor, suggestion: SuggestedEdit) -> bool:
    """Nobody their own. What was held: moderators; else also the author, and of questions who edits without review.

    The suggestion comes with its post.
    """
    post = suggestion.post
    if not can_write(actor) or actor.pk == suggestion.editor_id:
        return False
    if post.state not in (State.VISIBLE, State.PENDING):
        return False
    if is_moderator(actor):
        return True
    return suggestion.source == SuggestionSource.MEMBER and can_edit(actor, post)


def can_see_suggestion(actor: Actor, suggestion: SuggestedEdit) -> bool:
    """Its editor and those who may decide about it; it is not published."""
    if not actor.is_authenticated:
        return False
    return actor.pk == suggestion.editor_id or can_decide_suggestion(actor, suggestion)


def can_roll_back(actor: Actor, post: Post) -> bool:
    """Whoever may edit it at once; articles have a way of their own, and what was withdrawn stays so."""
    return post.kind != Kind.ARTICLE and not post.is_retracted and can_edit(actor, post)


def can_see_revisions(actor: Actor, post: Post) -> bool:
    """The history of what is public is public; of anything else only its author and moderators see it."""
    return post.is_public or is_author(actor, post) or is_moderator(actor)


def can_change_state(actor: Actor, post: Post, to: State) -> bool:
    """Moderators on posts of others; authors delete their own; only administrators erase for good."""
    if to not in TRANSITIONS[State(post.state)] or post.merged_into_id or not may_change(actor, post):
        return False
    if to == State.PURGED:
        return is_administrator(actor) and not is_author(actor, post)
    if is_author(actor, post):
        return can_delete_own(actor, post) and to == State.DELETED
    return is_moderator(actor)


def can_delete_own(actor: Actor, post: Post) -> bool:
    """Authors take back what nobody has built upon: no answer, no reply, no agreement yet."""
    is_bare = post.answer_count == 0 and post.comment_count == 0 and post.agreement == 0
    return (
        can_write(actor)
        and is_author(actor, post)
        and post.kind != Kind.ARTICLE
        and post.state in (State.VISIBLE, State.PENDING)
        and post.merged_into_id is None
        and may_change(actor, post)
        and is_bare
    )


def can_comment(actor: Actor, post: Post) -> bool:
    """Who may write and has earned it, where comments are taken."""
    if not can_use(actor, Ability.COMMENT) or not has_privilege(actor, Privilege.COMMENT):
        return False
    return takes_comments(post)


def takes_comments(post: Post) -> bool:
    """Public posts of threads that are not closed to comments; a reply to a comment is the last level.

    The post comes with its root and parent loaded.
    """
    is_reply_to_reply = post.kind == Kind.COMMENT and post.parent.kind == Kind.COMMENT
    root = post.root or post
    is_closed = root.comments_closed or root.is_locked
    return post.is_public and not is_closed and not is_reply_to_reply


def can_close_comments(actor: Actor, post: Post) -> bool:
    """Editors for articles, moderators everywhere."""
    if not post.is_root or not post.is_public:
        return False
    return is_moderator(actor) or (post.kind == Kind.ARTICLE and is_editor(actor))


def can_lock(actor: Actor, post: Post) -> bool:
    """Moderators, whole threads of questions."""
    return is_moderator(actor) and post.kind == Kind.QUESTION and post.is_public


def can_share_experience(actor: Actor, post: Post) -> bool:
    """'This is my own experience' belongs directly under a question."""
    return can_comment(actor, post) and post.kind == Kind.QUESTION


def can_bookmark(actor: Actor, post: Post) -> bool:
    """Anyone who is signed in, public questions and articles; suspended people too, it is no writing."""
    return actor.is_authenticated and post.is_root and post.is_public


def can_keep_draft(actor: Actor) -> bool:
    """Whoever is signed in, also while they may not publish: it is nobody's business but theirs."""
    return actor.is_authenticated and actor.is_active


def can_upload_picture(actor: Actor) -> bool:
    """Who may write and has earned it."""
    return can_write(actor) and has_privilege(actor, Privilege.UPLOAD_IMAGES)


def can_see_loose_picture(actor: Actor, picture: Picture) -> bool:
    """What no post shows yet: who uploaded it, and those who look through texts before they are published."""
    if not actor.is_authenticated:
        return False
    is_colleague = is_editor(actor) or is_reviewer(actor) or is_moderator(actor)
    return picture.uploader_id == actor.pk or is_colleague


def can_see_whole_history(actor: Actor, person: User) -> bool:
    """The person and moderators also see what was undone, taken off the site or charged for."""
    return actor.is_authenticated and (actor.pk == person.pk or is_moderator(actor))


def can_create_tag(actor: Actor) -> bool:
    """Who has earned it; everyone else chooses from what there is."""
    return can_write(actor) and has_privilege(actor, Privilege.CREATE_TAG)


def can_describe_tag(actor: Actor) -> bool:
    """Experts, moderators and editors: what a topic says is read as knowledge."""
    return can_write(actor) and (is_expert(actor) or is_moderator(actor) or is_editor(actor))


def can_curate_tags(actor: Actor) -> bool:
    """Moderators and editors: which words lead where concerns everybody's posts."""
    return can_write(actor) and (is_moderator(actor) or is_editor(actor))


def can_follow_tag(actor: Actor) -> bool:
    """Anyone who is signed in; suspended people too, it is no writing."""
    return actor.is_authenticated
