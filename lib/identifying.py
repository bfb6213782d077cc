"""Pointing out what tells who somebody is before a text is published."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from lib.identifiers import Kind, find_identifiers, mask_identifiers

SEEN = "identifiers_seen"


@dataclass(frozen=True)
class Pointed:
    """A field, and what in it tells who somebody is: kinds only, never what stands there."""

    field: BoundField
    counts: dict[Kind, int]

    @property
    def words(self) -> str:
        return ", ".join(str(kind.label) for kind in self.counts)


class IdentifyingForm(forms.Form):
    """A form whose texts are looked through; whoever has seen what was found may publish it all the same.

    `identifying` names the fields. The page shows `ui/_identifiers.html` where `points_out`.
    """

    identifying: tuple[str, ...] = ("body",)
    points_out = False

    identifiers_seen = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, label=_("Seen")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data.pop(SEEN, None)
        return data

    @property
    def pointed(self) -> list[Pointed]:
        found = [
            (self[name], find_identifiers(str(value)))
            for name in self.identifying
            if name in self.fields and (value := self[name].value())
        ]
        return [Pointed(field, Counter(one.kind for one in ones)) for field, ones in found if ones]

    @property
    def identifiers_key(self) -> str:
        """What tells whether just these have been seen; from kinds and numbers alone."""
        parts = [
            f"{one.field.name}:{kind}={count}" for one in self.pointed for kind, count in one.counts.items()
        ]
        return hashlib.sha256(" ".join(sorted(parts)).encode()).hexdigest()[:16] if parts else ""

    def must_look(self) -> bool:
        """Whether something was found that the writer has not been shown yet; from now on the page shows it."""
        key = self.identifiers_key
        self.points_out = bool(key) and self.data.get(self.add_prefix(SEEN)) != key
        return self.points_out

    def masked(self) -> Self:
        """Return the form with words in place of what was found."""
        data = self.data.copy()
        for name in self.fields.keys() & set(self.identifying):
            data[self.add_prefix(name)] = mask_identifiers(data.get(self.add_prefix(name), ""))
        form = self.again(data)
        form.full_clean()
        return form

    def again(self, data: QueryDict) -> Self:
        """Return the same form with other data; forms that need more than data say how."""
        return type(self)(data)


def look_through[Form: IdentifyingForm](request: HttpRequest, form: Form) -> tuple[Form, bool]:
    """Return the form to go on with, and whether what it says may be stored.

    It comes back masked when its writer asked for that; it may not be stored before its writer has seen what was found.
    """
    if request.POST.get("do") == "mask":
        return form.masked(), False
    return form, form.is_bound and form.is_valid() and not form.must_look()
