"""What people are told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOTE_MAX = 400


class Verb(models.TextChoices):
    """What happened."""

    ANSWERED = "answered", _("Your question has an expert answer")
    FOLLOWED_ANSWERED = "followed_answered", _("A question that you follow has a new expert answer")
    COMMENTED = "commented", _("New comment")
    DISCUSSED = "discussed", _("New comment in a discussion that you follow")
    GUEST_COMMENTS = "guest_comments", _("What you wrote as a guest can be yours")
    ACCEPTED = "accepted", _("Your answer was accepted")
    AGREED = "agreed", _("An expert gave an opinion on your answer")
    MENTIONED = "mentioned", _("Someone mentioned you")
    MODERATED = "moderated", _("A moderator decided about your post")
    HIDDEN_FOR_NOW = "hidden_for_now", _("Your post is hidden until a moderator has looked")
    FLAG_DECIDED = "flag_decided", _("Your report was decided")
    QUEUE_LATE = "queue_late", _("Something waits for a moderator for too long")
    ARTICLE_CHANGED = "article_changed", _("An article that you follow has changed")
    PROPOSAL_DECIDED = "proposal_decided", _("A reviewer decided about your text")
    QUESTION_CLOSED = "question_closed", _("Your question was closed")
    DETAIL_ASKED = "detail_asked", _("Your question needs one more detail")
    QUESTION_MERGED = "question_merged", _("Your question was joined with another one")
    EDIT_SUGGESTED = "edit_suggested", _("Somebody suggests a change of your text")
    EDIT_DECIDED = "edit_decided", _("Your suggested edit was decided")
    CORRECTED = "corrected", _("An answer that concerns you was corrected")
    RETRACTED = "retracted", _("An answer that concerns you was withdrawn by its author")
    WARNED = "warned", _("An expert says that your answer could be dangerous")
    REFERRED = "referred", _("A colleague asks for your opinion")
    OUTCOME = "outcome", _("How is it now?")
    CHANGE_ANSWERED = "change_answered", _("An editor answered your remark")
    TOPIC_ASKED = "topic_asked", _("New question in a topic that you follow")
    SEARCH_FOUND = "search_found", _("Something new for a search that you saved")


# What another person did: not told to those who have muted them. Decisions and changes of articles always arrive.
FROM_PEOPLE = frozenset(
    {
        Verb.ANSWERED,
        Verb.FOLLOWED_ANSWERED,
        Verb.COMMENTED,
        Verb.DISCUSSED,
        Verb.ACCEPTED,
        Verb.AGREED,
        Verb.MENTIONED,
        Verb.EDIT_SUGGESTED,
        Verb.TOPIC_ASKED,
        Verb.SEARCH_FOUND,
        Verb.REFERRED,
    }
)


class Notification(models.Model):
    """One thing that one person is told about one post."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    verb = models.CharField(max_length=20, choices=Verb)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    # Who did it, where that is another person whom the recipient could mute.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="notification_verb_is_known"),
        ]
        indexes = [
            # notifications.selectors.inbox
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} to {self.recipient_id}"


class Topic(models.TextChoices):
    """What someone who follows a post is told of."""

    CHANGES = "changes", _("Changes of the text")
    COMMENTS = "comments", _("New comments")


class Subscription(models.Model):
    """Someone wants to be told about what happens to a post."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=10, choices=Topic, default=Topic.CHANGES)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "post", "topic"], name="subscription_once_per_post_and_topic"
            ),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="subscription_topic_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.post_id}"
