"""What people get of the search index, when they download their data."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from search.models import SavedSearch


def saved_searches(person: User) -> Iterable[Row]:
    return SavedSearch.objects.filter(person=person).order_by("pk").values("text", "created_at")


SECTIONS = (
    Section("saved_searches", _("Searches that you saved"), saved_searches, ("search.SavedSearch.person",)),
)
NOT_EXPORTED = {
    "search.Document.person": "made from the public expert card, which is in the copy; only published words",
}
