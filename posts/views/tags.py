"""Pages of tags."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lib.page_cache.policy import cached_for_guests
from posts.selectors.page_versions import lists
from posts.selectors.tags import complete, list_tags, load_tag_page


@cached_for_guests(lists("tags"), query=("cursor",))
@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    return render(request, "posts/tags.html", {"page": list_tags(request.GET.get("cursor", ""))})


@cached_for_guests(lists("questions", "articles", "tags"), query=("cursor",))
@require_safe
def tag_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = load_tag_page(slug, request.GET.get("cursor", ""))
    if slug != found.tag.slug:
        return redirect("posts:tag", found.tag.slug, permanent=True)
    return render(request, "posts/tag.html", {"tag": found.tag, "page": found.page})


@require_safe
def completion(request: HttpRequest) -> JsonResponse:
    """Return the tags that begin with `q`, as {"tags": [{"name", "description", "count"}]}."""
    tags = complete(request.GET.get("q", "")[:60])
    rows = [{"name": tag.name, "description": tag.description, "count": tag.post_count} for tag in tags]
    return JsonResponse({"tags": rows})
