"""Forms of closing questions, of asking for a detail, and of joining two."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from posts.forms import QuestionField
from qa.details import ASKABLE
from qa.models import CloseReason
from qa.standing import REASONS_OF_OTHERS


class CloseForm(forms.Form):
    """Why somebody else's question takes no more answers; of a duplicate also where the answer is."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=[(reason.value, reason.label) for reason in REASONS_OF_OTHERS]
    )
    duplicate_of = QuestionField(label=_("Asked and answered before: which question?"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reason") == CloseReason.DUPLICATE and data.get("duplicate_of") is None:
            self.add_error("duplicate_of", _("Please say which other question has the answer."))
        return data


class AskDetailForm(forms.Form):
    """Which detail the asker is asked for."""

    name = forms.ChoiceField(label=_("What is missing?"), choices=list(ASKABLE.items()))


class MergeForm(forms.Form):
    """Into which question another one goes."""

    target = QuestionField(label=_("Into which question?"))
