"""The form of what askers add beside the text later."""

from lib.identifying import IdentifyingForm
from qa.forms.intake import IntakeForm
from qa.intake.fields import FIELDS


class DetailsForm(IntakeForm, IdentifyingForm):
    """The intake alone; its notes are looked through as those of a new question are."""

    identifying = tuple(one.note for one in FIELDS if one.note)
