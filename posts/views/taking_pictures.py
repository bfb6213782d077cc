"""Taking a picture along with a form: for whoever has no scripts, and whoever sends it unasked.

Nothing is published by that. The form comes back as it was filled in, with the picture in its text.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.privileges import Privilege, has_privilege, threshold_of
from lib.errors import UserError
from lib.media import PICTURE_LINK
from posts import rules
from posts.actions.uploading import upload_picture
from posts.models import Picture
from posts.picture_forms import PREFIX, PictureForm, TextWithPictures


def offer_pictures(request: HttpRequest, form: TextWithPictures) -> None:
    """Let a form take pictures where the reader may upload; say when, to who has not earned it yet."""
    if form.pictures is not None or not request.user.is_authenticated:
        return
    if rules.can_upload_picture(request.user):
        form.pictures = _empty_form()
    elif not has_privilege(request.user, Privilege.UPLOAD_IMAGES):
        form.pictures_from = threshold_of(Privilege.UPLOAD_IMAGES)


def brings_picture(request: HttpRequest) -> bool:
    """Whether a picture came along with a form."""
    return request.POST.get("do") == "picture" or f"{PREFIX}-file" in request.FILES


def take_picture[Form: TextWithPictures](
    request: HttpRequest, form: Form, again: Callable[[dict[str, object]], Form]
) -> Form | None:
    """Return the form anew with the picture that came along in its text, None if none came.

    `form` is bound; `again` makes one that shows what it is given. A picture that is not taken leaves the reason
    beside its field.
    """
    if not brings_picture(request) or not rules.can_upload_picture(request.user):
        return None
    said = form.filled_in()
    pictures = _empty_form(request)
    picture = _store(request, form, pictures)
    if picture is None:
        form = again(said)
        form.pictures = _shown_again(pictures)
        return form
    form = again(said | {"body": _with(str(said.get("body") or ""), picture)})
    form.fields["body"].widget.attrs["autofocus"] = True
    form.has_taken, form.told_by_name, form.pictures = True, pictures.told_by_name, _empty_form()
    return form


def _shown_again(pictures: PictureForm) -> PictureForm:
    """Return the form of a picture that was not taken; no browser fills in a file that it has sent."""
    if "file" not in pictures.errors:
        pictures.add_error("file", _("Please choose the file once more: it could not be kept."))
    first = next(name for name in pictures.fields if name in pictures.errors)
    pictures.fields[first].widget.attrs["autofocus"] = True
    return pictures


def _empty_form(request: HttpRequest | None = None) -> PictureForm:
    sent = (request.POST, request.FILES) if request else ()
    # Its fields are needed only by its own button, not by those of the form around it.
    return PictureForm(*sent, prefix=PREFIX, use_required_attribute=False)


def _store(request: HttpRequest, form: TextWithPictures, pictures: PictureForm) -> Picture | None:
    """Return the stored picture, or None after its form has been told why not."""
    shown = PICTURE_LINK.findall(str(form["body"].value() or ""))
    if form.pictures_max is not None and len(shown) >= form.pictures_max:
        pictures.add_error(
            "file", _("Your text shows %(most)d pictures already, which is the most.") % {"most": len(shown)}
        )
    return store_or_say_why(request, pictures) if pictures.is_valid() else None


def store_or_say_why(request: HttpRequest, form: PictureForm) -> Picture | None:
    """Store the picture of a valid form; return None after the form has been told why not."""
    try:
        return upload_picture(request.user, form.cleaned_data["file"], alt=form.cleaned_data["alt"])
    except UserError as error:
        form.add_error("file", error.message)
        return None


def _with(text: str, picture: Picture) -> str:
    """Return a text with a picture on a line of its own at its end."""
    return "\n\n".join(part for part in (text.rstrip(), picture.markdown) if part) + "\n"
