"""The details of a question for which an asker can be asked by name."""

from django.utils.translation import gettext_lazy as _

ASKABLE = {
    "lasts": _("How long does one cramp last?"),
    "frequency": _("How often does it come?"),
    "triggers": _("What sets it off?"),
    "age_band": _("Age"),
}
