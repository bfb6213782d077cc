"""Forgetting the public card of somebody who leaves."""

from accounts.models import User
from accounts.personal_data import Eraser
from search.models import Document


def forget(person: User) -> None:
    Document.objects.filter(person=person).delete()


ERASER = Eraser(covers=("search.Document.person",), forget=forget)
KEPT: dict[str, str] = {}
