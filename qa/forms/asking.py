"""The form of asking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.body_sites import SIDED, BodySite, Side
from lib.forms import LineField, SubmissionForm, TextField
from posts.forms import BODY_LIMITS, tags_field, title_field
from posts.kinds import Kind
from qa.actions.asking import Draft
from qa.models import AgeBand

LOW, HIGH = BODY_LIMITS[Kind.QUESTION]


class AskForm(SubmissionForm):
    """A question with the details that help an expert; only title, text and tags are needed."""

    title = title_field()
    body_site = forms.ChoiceField(
        label=_("Where does it hurt?"), choices=[("", _("Not one place")), *BodySite.choices], required=False
    )
    side = forms.ChoiceField(
        label=_("Which side?"), choices=[("", _("Does not matter")), *Side.choices], required=False
    )
    body = TextField(
        label=_("Your question"),
        rows=10,
        min_length=LOW,
        max_length=HIGH,
        help_text=_("What happens, since when, and what you have tried. Leave out names and addresses."),
    )
    tags = tags_field()
    lasts = LineField(label=_("How long does one cramp last?"), max_length=80, required=False)
    frequency = LineField(label=_("How often does it come?"), max_length=80, required=False)
    triggers = LineField(label=_("What sets it off?"), max_length=160, required=False)
    age_band = forms.ChoiceField(
        label=_("Age"), choices=[("", _("Rather not say")), *AgeBand.choices], required=False
    )

    is_masked = forms.BooleanField(
        label=_("Ask under a mask: an invented name stands in for yours"),
        help_text=_(
            "A new one for each question. Readers and experts cannot tell that it is you; moderators learn it only "
            "for a reason, and two of them together."
        ),
        required=False,
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        site, side = data.get("body_site"), data.get("side")
        if side and site not in SIDED:
            data["side"] = ""
        return data

    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)
