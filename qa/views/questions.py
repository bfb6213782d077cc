"""Pages of questions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.readers import reader_behind
from lib.body_sites import GROUPS, BodySite
from lib.json_ld import to_json
from lib.page_cache.policy import cached_for_guests
from posts.selectors.page_versions import lists
from qa.details import ASKABLE
from qa.forms.closing import AskDetailForm, CloseForm, MergeForm
from qa.intake.facets import FACETS, read_facets
from qa.selectors import page_versions
from qa.selectors.paper import load_paper
from qa.selectors.question_list import SORTS, list_questions
from qa.selectors.question_page import load_page, load_question
from qa.structured_data import describe_question
from qa.views.moved import follow_merges


@cached_for_guests(lists("questions"), query=("sort", "where", "cursor", *(one.name for one in FACETS)))
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    sort = request.GET.get("sort", SORTS[0])
    sort = sort if sort in SORTS else SORTS[0]
    where = request.GET.get("where", "")
    site = BodySite(where) if where in BodySite else None
    chosen = read_facets(request.GET)
    context = {
        "page": list_questions(sort, where, request.GET.get("cursor", ""), [one.text for one in chosen]),
        "facets": [(facet, request.GET.get(facet.name, "")) for facet in FACETS],
        "chosen": chosen,
        "sort": sort,
        "where": site.value if site else "",
        "where_label": site.label if site else "",
        "body_site_groups": GROUPS,
    }
    return render(request, "qa/questions.html", context)


@cached_for_guests(page_versions.question, "post_id", query=("answers",))
@require_safe
@follow_merges
def question(request: HttpRequest, post_id: int, slug: str = "") -> HttpResponse:
    reader = reader_behind(request.user)
    post = load_question(post_id, reader)
    if slug != post.slug:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("qa:question", args=[post.pk, post.slug]) + query, permanent=True)
    page = load_page(post, reader, request.GET.get("answers", ""))
    # For search engines, which do not sign in.
    described = None if reader.is_authenticated else describe_question(page)
    context = {
        "page": page,
        "user": reader,
        "structured_data": to_json(described) if described else "",
        "asked_for": ASKABLE.get(post.question.asked_field, ""),
    }
    if page.has_acts_with_forms:
        context |= {"close_form": CloseForm(), "detail_form": AskDetailForm(), "merge_form": MergeForm()}
    return render(request, "qa/question.html", context)


@cached_for_guests(page_versions.question, "post_id")
@require_safe
@follow_merges
def paper(request: HttpRequest, post_id: int) -> HttpResponse:
    """A question on one clean sheet, to print or to save as a file."""
    sheet = load_paper(load_question(post_id, request.user), request.user)
    return render(request, "qa/paper.html", {"paper": sheet})
