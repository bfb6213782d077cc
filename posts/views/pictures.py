"""Uploading a picture for a text."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from posts import rules
from posts.picture_forms import PictureForm
from posts.selectors.pictures import own_picture
from posts.views.taking_pictures import store_or_say_why


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a picture and give what to paste into a text; scripts get the piece instead of the page."""
    require(rules.can_upload_picture(request.user))
    if request.method != "POST":
        picture = own_picture(request.user, request.GET.get("added", ""))
        return render(request, "posts/upload_picture.html", {"form": PictureForm(), "picture": picture})
    form = PictureForm(request.POST, request.FILES)
    picture = store_or_say_why(request, form) if form.is_valid() else None
    if picture is None:
        template = "posts/_picture_errors.html" if request.htmx else "posts/upload_picture.html"
        return render(request, template, {"form": form}, status=422)
    if request.htmx:
        context = {"picture": picture, "told_by_name": form.told_by_name}
        return render(request, "posts/_picture_added.html", context)
    return redirect(f"{reverse('posts:upload-picture')}?added={picture.key}")
