"""Forgetting the public card and the saved searches of somebody who leaves."""

from accounts.models import User
from accounts.personal_data import Eraser
from search.models import Document, SavedSearch


def forget(person: User) -> None:
    Document.objects.filter(person=person).delete()
    SavedSearch.objects.filter(person=person).delete()


ERASER = Eraser(covers=("search.Document.person", "search.SavedSearch.person"), forget=forget)
KEPT: dict[str, str] = {}
