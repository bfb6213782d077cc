"""The first posts of an account: a little more care, never enough to hold them."""

from django.utils.translation import gettext_lazy as _

from accounts.privileges import is_new
from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material

FIRST, OF_A_NEW_ACCOUNT = 10, 10
HIDDEN_BEFORE = 25


def look(material: Material) -> Finding | None:
    """A post of someone of whom the public sees nothing yet; more if a moderator has hidden one already."""
    if material.author is None or material.visible_count:
        return None
    score = FIRST + (OF_A_NEW_ACCOUNT if is_new(material.author) else 0)
    if any(post.state == "hidden" for post in material.earlier):
        return Finding(score + HIDDEN_BEFORE, _("The earlier posts of its author were hidden."))
    return Finding(score, _("It is the first post of its author."))


CHECK = Check("first_posts", _("First posts"), look, is_proven=True)
