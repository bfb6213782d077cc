"""The details of a question for which an asker can be asked by name: the place, and the fields of the intake."""

from django.utils.translation import gettext_lazy as _

from qa.intake.fields import FIELDS, PLACE

ASKABLE = {PLACE: _("Place"), **{field.name: field.label for field in FIELDS}}
