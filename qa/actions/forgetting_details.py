"""Erasing what was told beside the text of a question."""

from django.db import transaction

from qa.models import Intake, PrivateDetails


@transaction.atomic
def forget_details(post_id: int) -> None:
    """Erase everything that was told beside the text of a question."""
    PrivateDetails.objects.filter(post_id=post_id).delete()
    if Intake.objects.filter(post_id=post_id).delete()[0]:
        Intake.objects.create(post_id=post_id)
