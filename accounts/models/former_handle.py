"""The handles that people gave up."""

from django.db import models

from accounts.handles import HANDLE_LENGTH, skeleton_column
from accounts.models.user import User


class FormerHandle(models.Model):
    """A handle that someone once had: it leads to them, and nobody else ever gets it or a look-alike.

    The triggers of the migration `profiles` refuse a change of handle that leaves no row here, a handle that looks
    like a row of somebody else, and any change of a row but forgetting whose it was.
    """

    handle = models.CharField(max_length=HANDLE_LENGTH, unique=True)
    skeleton = skeleton_column()
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="former_handles")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            # accounts.selectors.people and the trigger: who has had what looks like this
            models.Index(fields=["skeleton"], name="former_handle_by_skeleton"),
        ]

    def __str__(self) -> str:
        return self.handle
