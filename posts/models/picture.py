"""Pictures that people upload for what they write."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lib.media import media_url, picture_name

LONGEST_SIDE = 1600
ALT_MAX = 300
# Characters that would end the description or begin something else in Markdown.
PLAIN = str.maketrans({"[": "(", "]": ")", "\\": "/", "`": "'", "<": "‹", ">": "›", "\n": " "})


def name_of_file(picture: "Picture", _uploaded_as: str) -> str:
    """Return where the storage keeps a picture; nothing of the name that it came with."""
    return picture_name(picture.key, picture.width, picture.height)


def name_of_thumbnail(picture: "Picture", _uploaded_as: str) -> str:
    return picture_name(picture.key, picture.width, picture.height, small=True)


class Picture(models.Model):
    """One uploaded picture and what it shows in words; texts refer to it by its key.

    `post` is the one whose text or history shows it: whoever may see that sees the picture. None while nothing does.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="pictures", db_index=False
    )
    post = models.ForeignKey("posts.Post", models.SET_NULL, null=True, blank=True, related_name="pictures")
    file = models.FileField(upload_to=name_of_file)
    thumbnail = models.FileField(upload_to=name_of_thumbnail)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    byte_size = models.PositiveIntegerField()
    alt = models.CharField(max_length=ALT_MAX)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__range=(1, LONGEST_SIDE), height__range=(1, LONGEST_SIDE)),
                name="picture_sides_within_limits",
            ),
            models.CheckConstraint(condition=Q(byte_size__gt=0), name="picture_is_not_empty"),
            models.CheckConstraint(condition=~Q(alt=""), name="picture_has_a_description"),
            models.CheckConstraint(condition=~Q(file="") & ~Q(thumbnail=""), name="picture_has_its_files"),
        ]
        indexes = [
            # posts.actions.uploading: how many someone has uploaded lately
            models.Index(fields=["uploader", "-created_at"], name="picture_by_uploader"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def url(self) -> str:
        return media_url(picture_name(self.key, self.width, self.height))

    @property
    def markdown(self) -> str:
        """What a text has to say to show the picture."""
        return f"![{self.alt.translate(PLAIN)}](picture:{self.key}-{self.width}x{self.height})"
