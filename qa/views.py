"""Pages of questions and answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require
from lib.body_sites import GROUPS, BodySite
from lib.errors import LimitError, UserError
from lib.page_cache.policy import cached_for_guests
from posts.drafts import drop_draft, keep_draft, read_draft
from posts.kinds import Kind
from posts.models import Post
from posts.selectors.page_versions import lists, thread
from posts.views.posts import sign_in_to_act
from qa import rules
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.answering import answer_question
from qa.actions.asking import ask_question
from qa.actions.closing import close_question, reopen_question
from qa.forms import AnswerForm, AskForm, CloseForm, OpinionForm
from qa.selectors.question_list import SORTS, list_questions
from qa.selectors.question_page import load_page, load_question, opinion_of

ASK_DRAFT = "ask"
SUGGESTED_FIELDS = ("title", "body", "body_site", "side", "lasts", "frequency", "triggers", "age_band")


@cached_for_guests(lists("questions"), query=("sort", "where", "cursor"))
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    sort = request.GET.get("sort", SORTS[0])
    sort = sort if sort in SORTS else SORTS[0]
    where = request.GET.get("where", "")
    site = BodySite(where) if where in BodySite else None
    context = {
        "page": list_questions(sort, where, request.GET.get("cursor", "")),
        "sort": sort,
        "where": site.value if site else "",
        "where_label": site.label if site else "",
        "body_site_groups": GROUPS,
    }
    return render(request, "qa/questions.html", context)


@cached_for_guests(thread, "post_id")
@require_safe
def question(request: HttpRequest, post_id: int, slug: str = "") -> HttpResponse:
    post = load_question(post_id, request.user)
    if slug != post.slug:
        return redirect("qa:question", post.pk, post.slug, permanent=True)
    draft = read_draft(request, _answer_draft(post_id))
    form = AnswerForm(initial=draft)
    return _render_question(request, post, form)


def _render_question(
    request: HttpRequest, post: Post, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "page": load_page(post, request.user),
        "answer_form": form,
        "close_form": CloseForm(),
    }
    return render(request, "qa/question.html", context, status=status)


def _answer_draft(post_id: int) -> str:
    return f"answer-{post_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; what someone writes while signed out is kept until they have signed in."""
    if request.method != "POST":
        return _render_ask(request, AskForm(initial=read_draft(request, ASK_DRAFT) or _suggested(request)))
    form = AskForm(request.POST)
    if not form.is_valid():
        return _render_ask(request, form, status=422)
    if not request.user.is_authenticated:
        keep_draft(request, ASK_DRAFT)
        messages.info(request, _("Your question is kept. Sign in or create an account to publish it."))
        return redirect_to_login(reverse("qa:ask"))
    try:
        written = ask_question(request.user, form.draft())
    except UserError as error:
        form.add_error(error.field, error.message)
        return _render_ask(request, form, status=429 if isinstance(error, LimitError) else 422)
    drop_draft(request, ASK_DRAFT)
    return redirect("qa:question", written.post.pk, written.post.slug)


def _suggested(request: HttpRequest) -> dict[str, str]:
    """Return what another page of the site has put into the address for the form, for example a place."""
    return {name: request.GET[name] for name in SUGGESTED_FIELDS if name in request.GET}


def _render_ask(request: HttpRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "body_site_groups": GROUPS}
    return render(request, "qa/ask.html", context, status=status)


@require_POST
def answer(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    if not request.user.is_authenticated:
        keep_draft(request, _answer_draft(post_id))
        messages.info(request, _("Your answer is kept. Sign in to publish it."))
        return redirect_to_login(reverse("qa:question", args=[post.pk, post.slug]) + "#answer")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _render_question(request, post, form, status=422)
    try:
        written = answer_question(request.user, post, **form.cleaned_data)
    except UserError as error:
        form.add_error(error.field, error.message)
        return _render_question(request, post, form, status=409)
    drop_draft(request, _answer_draft(post_id))
    return redirect("posts:permalink", written.post.pk)


def _get_answer(request: HttpRequest, post_id: int) -> Post:
    answers = Post.objects.filter(kind=Kind.ANSWER).visible_to(request.user)
    return get_object_or_404(answers.select_related("author"), pk=post_id)


@require_POST
@sign_in_to_act
def accept(request: HttpRequest, post_id: int) -> HttpResponse:
    """Accept an answer, or with `accepted=no` take it back."""
    post = _get_answer(request, post_id)
    accept_answer(request.user, post, accepted=request.POST.get("accepted") != "no")
    return redirect("posts:permalink", post.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, post_id: int) -> HttpResponse:
    """An expert's opinion on a colleague's answer."""
    post = _get_answer(request, post_id)
    require(rules.can_agree(request.user, post))
    form = OpinionForm(request.POST or None, initial=opinion_of(request.user, post))
    if request.method == "POST" and form.is_valid():
        give_opinion(request.user, post, **form.cleaned_data)
        return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "qa/opinion.html", {"post": post, "form": form}, status=status)


@require_POST
@sign_in_to_act
def close(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise UserError(_("Please choose why the question is closed."))
    close_question(request.user, post, form.cleaned_data["reason"])
    return redirect("qa:question", post.pk, post.slug)


@require_POST
@sign_in_to_act
def reopen(request: HttpRequest, post_id: int) -> HttpResponse:
    post = load_question(post_id, request.user)
    reopen_question(request.user, post)
    return redirect("qa:question", post.pk, post.slug)
