"""Forms of the experts' desk."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib.dates import site_today
from lib.forms import LineField, TextField
from qa.models.answer import REASON_MAX
from qa.models.desk import PARAGRAPH_MAX, WEEKLY_MOST

AWAY_AT_MOST = timedelta(days=366)


class DeskForm(forms.Form):
    away_until = forms.DateField(
        label=_("Away until (that day included)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Colleagues cannot ask you meanwhile."),
    )
    weekly_limit = forms.IntegerField(
        label=_("Answers a week that are enough"),
        required=False,
        min_value=1,
        max_value=WEEKLY_MOST,
        help_text=_("Your own limit; leave it empty for none."),
    )

    def clean_away_until(self) -> object:
        away = self.cleaned_data["away_until"]
        if away and not site_today() <= away <= site_today() + AWAY_AT_MOST:
            raise ValidationError(_("Please choose a day from today on, within a year."))
        return away


class ParagraphForm(forms.Form):
    title = LineField(label=_("Name"), min_length=3, max_length=80)
    body = TextField(label=_("Text"), rows=4, min_length=10, max_length=PARAGRAPH_MAX)


class ReferForm(forms.Form):
    """Whom to ask, out of those whose scope fits and who are not away."""

    expert = forms.ModelChoiceField(
        label=_("Colleague"), queryset=User.objects.none(), empty_label=_("Please choose")
    )
    reason = LineField(label=_("What do you want to know?"), min_length=10, max_length=REASON_MAX)

    def __init__(self, *args: object, colleagues: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = colleagues
