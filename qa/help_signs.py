"""When to get help, place by place: the signs that stand beside a question, in the words of the curated pages.

`slug` and `anchor` name the part of the knowledge section that says more; a test holds them to the shipped articles
and to the places that these are about.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib.body_sites import BodySite

type Words = str | Promise

LONG_CRAMP = _("A cramp that lasts over 10 minutes: the same day")
STOP = "stop-and-get-help-if"


@dataclass(frozen=True)
class HelpSigns:
    """What a visit soon is for, what to call for now, and where more is said."""

    where: Words
    soon: tuple[Words, ...]
    now: tuple[Words, ...]
    slug: str
    anchor: str


LOWER_LEG = HelpSigns(
    _("Calf and lower leg"),
    (
        _(
            "One leg stays sore and is swollen, warm or a new color: the same day. It may be a clot, do not rub it"
        ),
        LONG_CRAMP,
        _("The pain came with a pop or a blow: the same day"),
    ),
    (
        _("Chest pain or trouble breathing, with or without a sore leg"),
        _("A leg that suddenly turns cold, pale or numb"),
        _("Pain that grows and grows in a hard, swollen leg"),
    ),
    "circulation-and-leg-pain",
    "one-sore-swollen-leg",
)
FOOT = HelpSigns(
    _("Foot"),
    (
        _("A new sore with diabetes or poor blood flow, or a foot that hurts at rest: the same day"),
        _("The foot or leg is swollen, warm or a new color: the same day"),
        LONG_CRAMP,
    ),
    (
        _("A foot that suddenly turns cold, pale or blue, or goes numb"),
        _("Chest pain or trouble breathing, with or without a sore leg"),
    ),
    "relief-foot",
    STOP,
)
THIGH = HelpSigns(
    _("Thigh and hip"),
    (
        _("You felt a pop, a big bruise appears, or you cannot put weight on the leg: the same day"),
        _("One leg stays swollen, warm or sore: the same day"),
        LONG_CRAMP,
    ),
    (
        _("Chest pain or trouble breathing, with or without a sore leg"),
        _("A hard, swollen thigh with pain that keeps growing, or a leg that is cold, pale or numb"),
        _("Dark urine after hard exercise, with sore or weak muscles"),
        _("Numb between the legs, or new trouble with bladder or bowel"),
    ),
    "relief-hamstring",
    STOP,
)
BACK = HelpSigns(
    _("Back"),
    (
        _("Fever, or a history of cancer: the same day"),
        _("A foot or leg that is getting weak: the same day"),
        _("Pain that shoots down one leg, or has not begun to ease after two weeks"),
    ),
    (
        _("Numb between the legs, new trouble with bladder, bowel or sex, or both legs weak"),
        _("Chest pain, or sudden tearing pain in back or belly"),
        _("Severe pain after a fall or crash: keep still"),
    ),
    "relief-back",
    STOP,
)
NECK = HelpSigns(
    _("Head, neck and shoulder"),
    (
        _("A weak arm, numbness that spreads, clumsy hands or an unsteady walk: the same day"),
        _("No better after seven days"),
    ),
    (
        _("A stiff neck with fever, a bad headache, a rash, drowsiness or pain from light"),
        _("Sudden fierce pain, a drooping face, odd speech or weakness, or chest pain"),
        _("The neck twists suddenly after a new medicine for nausea or mental illness"),
    ),
    "relief-neck",
    STOP,
)
FACE = HelpSigns(
    _("Face, eyelid and jaw"),
    (
        _("A lid that suddenly droops, or double vision: the same day"),
        _("Other parts of the face join in, or the eye is red or swollen"),
        _("Twitching that goes on for more than a few weeks"),
    ),
    (
        _("A drooping face, odd speech, or a weak or numb arm or leg"),
        _("A locked or stiff jaw, or trouble swallowing"),
        _("Jaw pain with pressure in the chest, sweating or short breath"),
    ),
    "muscle-twitching",
    "when-to-get-help",
)
ARM = HelpSigns(
    _("Arm and hand"),
    (
        _("Hands that claw with tingling lips, even if it passes: the same day"),
        _("An arm that is swollen, warm or a new color: the same day"),
        LONG_CRAMP,
    ),
    (
        _("A hand or arm that is suddenly weak or numb, a drooping face or odd speech"),
        _("Pressure or pain in the chest that spreads to the arm"),
        _("Clawed hands with noisy breathing or a tight throat"),
    ),
    "relief-hand",
    STOP,
)
BELLY = HelpSigns(
    _("Belly"),
    (
        _("Pain that stays or moves, fever, or vomiting that goes on: the same day"),
        _("Pregnant, with any belly pain that stays: the same day"),
        _("A cramp that comes back again and again"),
    ),
    (
        _("Sudden or severe pain, a hard belly, faintness, vomited blood or black stools"),
        _("Pressure or pain in the chest, or trouble breathing"),
        _("Pregnant, with strong belly pain or bleeding"),
    ),
    "relief-abdomen",
    STOP,
)
CHEST = HelpSigns(
    _("Chest"),
    (
        _("Fever or chills with muscle pain: the same day"),
        _("Any worry about a pain in the chest that has gone: the same day"),
    ),
    (
        _("Pressure, tightness or pain in the chest, with or without sweating, sickness or short breath"),
        _("Pain that spreads to the arm, jaw or back"),
        _("Sudden trouble breathing, or coughed-up blood"),
    ),
    "when-to-get-help",
    "heart-lungs-and-breathing",
)

_PLACES = {
    LOWER_LEG: (BodySite.CALF, BodySite.SHIN, BodySite.KNEE_BACK, BodySite.KNEE),
    FOOT: (BodySite.FOOT, BodySite.HEEL),
    THIGH: (BodySite.THIGH_FRONT, BodySite.THIGH_BACK, BodySite.HIP),
    BACK: (BodySite.LOWER_BACK, BodySite.UPPER_BACK, BodySite.BUTTOCK),
    NECK: (BodySite.NAPE, BodySite.NECK, BodySite.HEAD, BodySite.SCALP, BodySite.SHOULDER),
    FACE: (BodySite.FACE, BodySite.EYELID, BodySite.JAW),
    ARM: (BodySite.HAND, BodySite.FOREARM, BodySite.UPPER_ARM),
    BELLY: (BodySite.ABDOMEN,),
    CHEST: (BodySite.CHEST,),
}
BY_SITE: dict[str, HelpSigns] = {site: signs for signs, sites in _PLACES.items() for site in sites}


def signs_for(site: str) -> HelpSigns | None:
    """Return the signs of a place of the body; None where no place is known: the general ones stand there."""
    return BY_SITE.get(site)
