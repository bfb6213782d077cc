"""What the search index holds of a person: nothing that is not copied from elsewhere."""

from accounts.personal_data import Section

SECTIONS: tuple[Section, ...] = ()
NOT_EXPORTED = {
    "search.Document.person": "made from the public expert card, which is in the copy; only published words",
}
