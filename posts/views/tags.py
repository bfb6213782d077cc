"""Pages of tags."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.body_sites import GROUPS, BodySite
from lib.errors import UserError
from lib.page_cache.policy import cached_for_guests
from posts import rules
from posts.actions.describing_tags import TagText, describe_tag
from posts.actions.following_tags import follow_tag
from posts.actions.merging_tags import merge_tags, undo_merge
from posts.forms import FollowTagForm, MergeTagForm, TagTextForm
from posts.models import Tag, TagMerge
from posts.selectors.page_versions import lists
from posts.selectors.tags import complete, get_tag, list_merges, list_revisions, list_tags, load_tag_page


@cached_for_guests(lists("tags"), query=("cursor", "where"))
@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    where = request.GET.get("where", "")
    site = BodySite(where) if where in BodySite else None
    context = {
        "page": list_tags(request.GET.get("cursor", ""), where),
        "where": site.value if site else "",
        "where_label": site.label if site else "",
        "body_site_groups": GROUPS,
        "can_curate": rules.can_curate_tags(request.user),
    }
    return render(request, "posts/tags.html", context)


@cached_for_guests(lists("questions", "articles", "tags", "people"), query=("cursor",))
@require_safe
def tag_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic; a word that leads to another one redirects, for now: a merge can be taken back."""
    tag = get_tag(slug)
    if tag.synonym_of_id:
        return redirect("posts:tag", tag.synonym_of.slug)
    if slug != tag.slug:
        return redirect("posts:tag", tag.slug, permanent=True)
    context = {
        "topic": load_tag_page(tag, request.user, request.GET.get("cursor", "")),
        "can_describe": rules.can_describe_tag(request.user),
    }
    return render(request, "posts/tag.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit what a topic says about itself."""
    require(rules.can_describe_tag(request.user))
    tag, can_curate = get_tag(slug), rules.can_curate_tags(request.user)
    if tag.synonym_of_id:
        return redirect("posts:edit-tag", tag.synonym_of.slug)
    form = TagTextForm(request.POST or None, tag=tag, can_curate=can_curate)
    if request.method == "POST" and form.is_valid():
        try:
            describe_tag(request.user, tag, TagText(**form.cleaned_data))
        except UserError as error:
            form.add_error(error.field, str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("posts:tag", tag.slug)
    return _edit_page(request, tag, form, MergeTagForm())


def _edit_page(request: HttpRequest, tag: Tag, form: TagTextForm, merge_form: MergeTagForm) -> HttpResponse:
    context = {
        "tag": tag,
        "form": form,
        "merge_form": merge_form if rules.can_curate_tags(request.user) else None,
        "revisions": list_revisions(tag),
    }
    is_refused = form.errors or merge_form.errors
    return render(request, "posts/edit_tag.html", context, status=422 if is_refused else 200)


@login_required
@require_POST
def merge_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a topic a word that leads to another one."""
    require(rules.can_curate_tags(request.user))
    tag, form = get_tag(slug), MergeTagForm(request.POST)
    if form.is_valid():
        target = Tag.objects.filter(slug=form.cleaned_data["into"]).first()
        try:
            if target is None:
                raise UserError(_("There is no such topic."), field="into")
            merge_tags(request.user, tag, target)
        except UserError as error:
            form.add_error(error.field, str(error.message))
        else:
            messages.success(request, _("Merged. It can be taken back below."))
            return redirect("posts:tag-merges")
    return _edit_page(request, tag, TagTextForm(tag=tag, can_curate=True), form)


@login_required
@require_safe
def tag_merges(request: HttpRequest) -> HttpResponse:
    require(rules.can_curate_tags(request.user))
    return render(request, "posts/tag_merges.html", {"page": list_merges(request.GET.get("cursor", ""))})


@login_required
@require_POST
def undo_tag_merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    require(rules.can_curate_tags(request.user))
    merge = get_object_or_404(TagMerge.objects.select_related("target"), pk=merge_id)
    undo_merge(request.user, merge)
    messages.success(request, _("The merge is taken back."))
    return redirect("posts:tag-merges")


@login_required
@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    tag, form = get_tag(slug), FollowTagForm(request.POST)
    if form.is_valid():
        follow_tag(request.user, tag.synonym_of or tag, wanted=form.cleaned_data["wanted"])
    return redirect("posts:tag", tag.slug)


@require_safe
def completion(request: HttpRequest) -> JsonResponse:
    """Return the tags that begin with `q`, as {"tags": [{"name", "description", "count"}]}."""
    tags = complete(request.GET.get("q", "")[:60])
    rows = [{"name": tag.name, "description": tag.description, "count": tag.post_count} for tag in tags]
    return JsonResponse({"tags": rows})
