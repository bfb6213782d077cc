"""Uploading a picture for a text."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from lib.errors import UserError
from posts import rules
from posts.actions.uploading import upload_picture
from posts.forms import PictureForm
from posts.models import Picture
from posts.selectors.pictures import own_picture


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a picture and give what to paste into a text; scripts get the piece instead of the page."""
    require(rules.can_upload_picture(request.user))
    if request.method != "POST":
        picture = own_picture(request.user, request.GET.get("added", ""))
        return render(request, "posts/upload_picture.html", {"form": PictureForm(), "picture": picture})
    form = PictureForm(request.POST, request.FILES)
    picture = _store(request, form) if form.is_valid() else None
    if picture is None:
        template = "posts/_picture_errors.html" if request.htmx else "posts/upload_picture.html"
        return render(request, template, {"form": form}, status=422)
    if request.htmx:
        return render(request, "posts/_picture_added.html", {"picture": picture})
    return redirect(f"{reverse('posts:upload-picture')}?added={picture.key}")


def _store(request: HttpRequest, form: PictureForm) -> Picture | None:
    """Return the stored picture, or None after the form has been told why not."""
    try:
        return upload_picture(request.user, form.cleaned_data["file"], alt=form.cleaned_data["alt"])
    except UserError as error:
        form.add_error("file", error.message)
        return None
