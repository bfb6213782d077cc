"""The forms about oneself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.forms import LineField, PictureField, TextField


class ProfileForm(forms.Form):
    display_name = LineField(
        label=_("Display name"), max_length=60, required=False,
        help_text=_("Shown instead of your handle. It need not be your real name."),
    )  # fmt: skip
    bio = TextField(label=_("About you"), rows=4, max_length=500, required=False)


class AvatarForm(forms.Form):
    file = PictureField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, up to 10 MB. The middle is cut out as a square."),
    )
