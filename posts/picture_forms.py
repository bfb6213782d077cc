"""The form of a picture, and what forms of texts have of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.privileges import Threshold
from lib.forms import LineField, PictureField
from lib.identifiers import find_identifiers
from posts.kinds import PICTURES_MAX
from posts.models.picture import ALT_MAX

# Of its fields where it stands within the form of a text.
PREFIX = "picture"


class PictureForm(forms.Form):
    """A picture and what it shows, in words."""

    file = PictureField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG, WebP, GIF or AVIF, up to 10 MB and 40 megapixels (WebP and AVIF: 13). "
            "Where and when it was taken, and with what, is removed."
        ),
    )
    alt = LineField(
        label=_("Describe the picture"),
        help_text=_(
            "What someone should know who cannot see it. Screen readers say it in place of the picture."
        ),
        min_length=3,
        max_length=ALT_MAX,
    )

    @property
    def told_by_name(self) -> str:
        """What in the name of the file tells who somebody is, in words; the name itself goes nowhere."""
        name = self.files[self.add_prefix("file")].name.rpartition(".")[0].replace("_", " ")
        kinds = dict.fromkeys(one.kind.label for one in find_identifiers(name))
        return ", ".join(str(kind) for kind in kinds)


class TextWithPictures(forms.Form):
    """A form of a text that takes pictures along, where `posts.views.taking_pictures` offers it."""

    pictures: PictureForm | None = None
    # The file has just been put into the text; `told_by_name` is what its name gave away.
    has_taken = False
    told_by_name = ""
    # What a member still has to earn.
    pictures_from: Threshold | None = None
    pictures_max: int | None = PICTURES_MAX

    @property
    def picture_status(self) -> int:
        return 422 if self.pictures is not None and self.pictures.errors else 200

    def filled_in(self) -> dict[str, Any]:
        """Return what was sent, unchecked, as the initial values of the same form."""
        return {name: self[name].value() for name in self.fields if self.add_prefix(name) in self.data}
