"""The places of the body that a question or an article can be about, as the body figure names them."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BodySite(models.TextChoices):
    """One place of the figure; most limbs exist on both sides."""

    SCALP = "scalp", _("Top of the head")
    HEAD = "head", _("Back of the head")
    FACE = "face", _("Face")
    EYELID = "eyelid", _("Eyelid")
    JAW = "jaw", _("Jaw")
    NECK = "neck", _("Front of the neck")
    NAPE = "nape", _("Back of the neck")
    SHOULDER = "shoulder", _("Shoulder")
    UPPER_ARM = "upper-arm", _("Upper arm")
    FOREARM = "forearm", _("Forearm")
    HAND = "hand", _("Hand or fingers")
    CHEST = "chest", _("Chest")
    ABDOMEN = "abdomen", _("Belly")
    UPPER_BACK = "upper-back", _("Upper back")
    LOWER_BACK = "lower-back", _("Lower back")
    BUTTOCK = "buttock", _("Buttock")
    HIP = "hip", _("Hip")
    THIGH_FRONT = "thigh-front", _("Front of the thigh")
    THIGH_BACK = "thigh-back", _("Back of the thigh")
    KNEE = "knee", _("Knee")
    KNEE_BACK = "knee-back", _("Back of the knee")
    SHIN = "shin", _("Shin")
    CALF = "calf", _("Calf")
    FOOT = "foot", _("Foot or toes")
    HEEL = "heel", _("Heel")


class Side(models.TextChoices):
    """The person's own left or right."""

    LEFT = "left", _("Left")
    RIGHT = "right", _("Right")
    BOTH = "both", _("Both sides")


SIDED = frozenset(
    BodySite(value)
    for value in [
        "eyelid", "shoulder", "upper-arm", "forearm", "hand", "buttock", "hip", "thigh-front",
        "thigh-back", "knee", "knee-back", "shin", "calf", "foot", "heel",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class BodyGroup:
    """A heading of the list that stands beside the figure, and its places."""

    label: str | Promise
    sites: tuple[BodySite, ...]


GROUPS = (
    BodyGroup(_("Head and neck"), tuple(BodySite)[:7]),
    BodyGroup(_("Arms and hands"), tuple(BodySite)[7:11]),
    BodyGroup(_("Trunk and back"), tuple(BodySite)[11:16]),
    BodyGroup(_("Legs"), tuple(BodySite)[16:23]),
    BodyGroup(_("Feet"), tuple(BodySite)[23:]),
)


def place_text(site: str, side: str) -> str:
    """Return the place in words, for example 'Calf, left'; empty when no place was given."""
    if site not in BodySite:
        return ""
    label = str(BodySite(site).label)
    return f"{label}, {str(Side(side).label).lower()}" if side else label


def marker_name(site: str, side: str) -> str:
    """Return the name of the place's marker in the picture sprite."""
    if site not in BodySite:
        return "none"
    return f"{site}-{side or 'both'}" if BodySite(site) in SIDED else site
