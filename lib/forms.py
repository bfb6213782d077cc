"""Form fields for text that people write."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator, normalize_choices
from django.utils.translation import gettext_lazy as _

from lib.form_keys import new_form_key
from lib.images import ACCEPT
from lib.text import clean_keeping_null
from lib.uploads import MAX_BYTES, TOO_LARGE


class FixedChoices(BaseChoiceIterator):
    """Choices that never change: all copies of a field share them, and each form copies its fields."""

    def __init__(self, choices: Any) -> None:
        self._choices = tuple(normalize_choices(choices))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._choices)

    def __copy__(self) -> "FixedChoices":
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> "FixedChoices":
        return self


class TextField(forms.CharField):
    """Free text: Unicode in one form, one kind of line end, control characters gone, then the limits.

    A null character is refused with a message, like everywhere in Django.
    """

    default_error_messages = {
        "min_length": _(
            "Please write a little more: at least %(limit_value)d characters, it has %(show_value)d."
        ),
        "max_length": _("Please shorten it: at most %(limit_value)d characters, it has %(show_value)d."),
    }

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_keeping_null(super().to_python(value))


class LineField(TextField):
    """Text on one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=kwargs.pop("widget", forms.TextInput()), **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class PictureField(forms.FileField):
    """A picture file within the limit; whether it is a picture shows when it is written anew."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPT}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class SubmissionForm(forms.Form):
    """A form that makes one post, however often it is sent: a hidden key tells the copies."""

    submission_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=new_form_key,
        error_messages={"invalid": _("Please send the form again.")},
    )
