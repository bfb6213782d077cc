"""Writing, changing and withdrawing answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import require
from lib.errors import UserError
from lib.identifying import look_through
from lib.refusing import refuse_in_form
from posts.actions.writing import Written
from posts.drafts import drop_draft, keep_draft, read_draft
from posts.kinds import Kind
from posts.models import Post
from posts.views.replying import Replying, publish_reply
from posts.views.taking_pictures import offer_pictures, take_picture
from qa import rules
from qa.actions.answering import answer_question
from qa.actions.correcting import AnswerEdit, edit_answer, retract_answer
from qa.forms.answering import AnswerForm, EditAnswerForm, RetractForm
from qa.selectors.answer_page import load_answer_page
from qa.selectors.question_page import load_question
from qa.statement import Statement

READING_OR_ACTING = ["GET", "HEAD", "POST"]


@require_http_methods(READING_OR_ACTING)
def answer(request: HttpRequest, post_id: int) -> HttpResponse:
    """The page on which an expert answers; `insert` puts a template into the form and publishes nothing."""
    if request.method == "POST" and request.user.is_authenticated and "insert" not in request.POST:
        return publish_reply(request, post_id, ANSWERING)
    post = load_question(post_id, request.user)
    if not request.user.is_authenticated:
        return _sign_in_first(request, post)
    require(rules.can_write_answer(request.user, post.question))
    if request.method != "POST":
        return _show(request, post, AnswerForm(initial=read_draft(request, answer_draft(post_id))))
    filled = load_answer_page(post, request.user).insert(request.POST["insert"], request.POST)
    return _show(request, post, AnswerForm(initial=filled))


def _sign_in_first(request: HttpRequest, post: Post) -> HttpResponse:
    if request.method == "POST":
        keep_draft(request, answer_draft(post.pk))
        messages.info(request, _("Your answer is kept. Sign in to publish it."))
    return redirect_to_login(reverse("qa:answer", args=[post.pk]))


def _store(request: HttpRequest, post_id: int, form: AnswerForm) -> Written:
    data = form.cleaned_data
    key, statement = data["submission_key"], form.statement()
    return answer_question(request.user, post_id, body=data["body"], statement=statement, submission_key=key)


def _answerable(request: HttpRequest, post_id: int) -> Post:
    post = load_question(post_id, request.user)
    require(rules.can_write_answer(request.user, post.question))
    return post


def _show(request: HttpRequest, post: Post, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    offer_pictures(request, form)
    context = {"page": load_answer_page(post, request.user), "form": form}
    return render(request, "qa/answer.html", context, status=status)


def answer_draft(post_id: int) -> str:
    return f"answer-{post_id}"


ANSWERING = Replying(form=AnswerForm, draft=answer_draft, read=_answerable, store=_store, show=_show)


def get_answer(request: HttpRequest, post_id: int) -> Post:
    answers = Post.objects.filter(kind=Kind.ANSWER).visible_to(request.user)
    return get_object_or_404(answers.select_related("author", "answer", "root"), pk=post_id)


@login_required
@require_http_methods(READING_OR_ACTING)
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """An author changes an answer and what it rests on."""
    post = get_answer(request, post_id)
    require(rules.can_edit_answer(request.user, post))
    name = f"edit-{post.pk}"
    if request.method != "POST":
        said = EditAnswerForm.initial_of(post.body, Statement.of(post.answer))
        form = EditAnswerForm(initial=said | dict(read_draft(request, name) or {}))
        return _show_edit(request, post, form)
    form = EditAnswerForm(request.POST)
    if taken := take_picture(request, form, lambda said: EditAnswerForm(initial=said)):
        return _show_edit(request, post, taken, status=taken.picture_status)
    form, is_ready = look_through(request, form)
    if is_ready and _save_edit(request, post, form):
        drop_draft(request, name)
        return redirect("posts:permalink", post.pk)
    return _show_edit(request, post, form, status=422)


def _show_edit(request: HttpRequest, post: Post, form: EditAnswerForm, *, status: int = 200) -> HttpResponse:
    offer_pictures(request, form)
    return render(request, "qa/edit_answer.html", {"post": post, "form": form}, status=status)


def _save_edit(request: HttpRequest, post: Post, form: EditAnswerForm) -> bool:
    data = form.cleaned_data
    change = AnswerEdit(data["body"], form.statement(), data["reason"], form.is_correction)
    try:
        edit_answer(request.user, post, change)
    except UserError as error:
        refuse_in_form(request, form, error)
        return False
    messages.success(request, _("Your change is saved."))
    return True


@login_required
@require_http_methods(READING_OR_ACTING)
def retract(request: HttpRequest, post_id: int) -> HttpResponse:
    """An author withdraws an answer, with the reason that readers see."""
    post = get_answer(request, post_id)
    require(rules.can_retract(request.user, post))
    form, is_ready = look_through(request, RetractForm(request.POST or None))
    if is_ready:
        retract_answer(request.user, post, form.cleaned_data["reason"])
        messages.success(request, _("Your answer is withdrawn. Everybody whom it concerns is told."))
        return redirect("posts:permalink", post.pk)
    status = 422 if form.is_bound else 200
    return render(request, "qa/retract.html", {"post": post, "form": form}, status=status)
