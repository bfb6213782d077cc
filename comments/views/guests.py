"""Comments without an account: writing, confirming, changing and erasing them by signed links."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.network import network_hash
from comments import rules
from comments.actions.guest_changing import (
    ask_for_second_look,
    confirm,
    edit_as_guest,
    erase_as_guest,
    stop_mails,
)
from comments.actions.guest_writing import GuestText, comment_as_guest
from comments.forms import GuestCommentForm, GuestEditForm, SecondLookForm
from comments.models import GuestComment
from comments.selectors.guests import find_guest
from comments.tickets import BadTicketError, check_ticket, is_ticket, make_ticket
from comments.tokens import BadLinkError, Purpose, make_token, read_token
from lib.errors import UserError
from lib.identifying import look_through
from lib.proofs import is_proof, make_challenge
from lib.refusing import refuse_in_form
from moderation.selectors.fairness import decision_about_guest
from posts.models import Post

READING_OR_ACTING = ["GET", "HEAD", "POST"]


def write_as_guest(request: HttpRequest, post: Post) -> HttpResponse:
    """Show the form for guests; a POST keeps the comment and sends the mail that confirms it."""
    if request.method != "POST":
        return _show_form(request, post, GuestCommentForm())
    form = GuestCommentForm(request.POST)
    if request.POST.get("do") == "mask":
        return _show_form(request, post, form.masked())
    if not form.is_valid() or (form.must_look() and not form.is_trapped):
        return _show_form(request, post, form)
    if form.is_trapped or _keep(request, post, form):
        return redirect("comments:guest-sent")
    return _show_form(request, post, form)


def _keep(request: HttpRequest, post: Post, form: GuestCommentForm) -> bool:
    """Store what a form says; False when it has to be sent again, with the reason in the form."""
    data = form.cleaned_data
    key = data["submission_key"]
    is_proven = is_proof(data["proof"], key)
    try:
        check_ticket(data["ticket"], post.pk, key, is_proven=is_proven)
        fields = {name: data[name] for name in ("name", "email", "body", "wants_replies", "submission_key")}
        comment_as_guest(post, GuestText(**fields, network=network_hash(request), is_proven=is_proven))
    except BadTicketError as error:
        form.add_error(None, error.message)
    except UserError as error:
        refuse_in_form(request, form, error)
    return form.is_valid()


def _show_form(request: HttpRequest, post: Post, form: GuestCommentForm) -> HttpResponse:
    """Render the form with a ticket and work of its own; a ticket that is still good is kept."""
    key, ticket = form.key(), form.data.get("ticket", "")
    if not is_ticket(ticket, post.pk, key):
        ticket = make_ticket(post.pk, key)
    context = {"post": post, "form": form, "key": key, "ticket": ticket, "challenge": make_challenge(key)}
    template = "comments/_guest_form.html" if request.htmx else "comments/guest_form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say what comes next; the same for everybody, whatever was sent."""
    return render(request, "comments/guest_sent.html")


@never_cache
@require_http_methods(READING_OR_ACTING)
def guest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, because programs that read mails open links too; a POST confirms."""
    try:
        post_id = read_token(Purpose.CONFIRM, token)
        guest = find_guest(post_id)
        if guest is None or not rules.can_confirm(guest):
            raise BadLinkError(_("This link has been used already, or the comment was erased."))
        if request.method == "POST":
            confirm(post_id)
            messages.success(
                request, _("Your comment is confirmed. A moderator reads it before it is public.")
            )
            return redirect("comments:guest-manage", make_token(Purpose.MANAGE, post_id))
    except (BadLinkError, UserError) as error:
        return _refuse(request, error.message)
    return render(request, "comments/guest_confirm.html", {"guest": guest, "post": guest.post})


@never_cache
@require_http_methods(READING_OR_ACTING)
def guest_manage(request: HttpRequest, token: str) -> HttpResponse:
    """A guest's own comment: what has become of it and why, a second look at that, editing, erasing for ever."""
    try:
        post_id = read_token(Purpose.MANAGE, token)
        guest = find_guest(post_id)
        if guest is None:
            raise BadLinkError(_("This comment does not exist any more."))
        if request.method == "POST":
            return _act(request, token, guest)
    except (BadLinkError, UserError) as error:
        return _refuse(request, error.message)
    return _show(request, guest)


def _act(request: HttpRequest, token: str, guest: GuestComment) -> HttpResponse:
    intent = request.POST.get("intent")
    if intent == "appeal":
        return _ask_for_second_look(request, token, guest)
    if intent == "erase":
        erase_as_guest(guest.pk)
        return render(request, "comments/guest_done.html", {"title": _("Your comment is erased")})
    if intent == "stop":
        stop_mails(guest.pk)
        messages.success(request, _("You get no more mails about replies."))
        return redirect("comments:guest-manage", token)
    form, is_ready = look_through(request, GuestEditForm(request.POST))
    if not is_ready:
        return _show(request, guest, form, status=422)
    edit_as_guest(guest.pk, form.cleaned_data["body"])
    messages.success(request, _("Your change is kept. A moderator reads it before it is public."))
    return redirect("comments:guest-manage", token)


def _ask_for_second_look(request: HttpRequest, token: str, guest: GuestComment) -> HttpResponse:
    form = SecondLookForm(request.POST, knows_address=bool(guest.address))
    if form.is_valid():
        data = form.cleaned_data
        try:
            ask_for_second_look(guest.pk, data["decision"], words=data["words"], email=data.get("email", ""))
        except UserError as error:
            refuse_in_form(request, form, error)
        else:
            messages.success(
                request, _("Sent. Another moderator looks at it, and you get the answer by mail.")
            )
            return redirect("comments:guest-manage", token)
    return _show(request, guest, second_look=form, status=422)


def _show(
    request: HttpRequest,
    guest: GuestComment,
    form: GuestEditForm | None = None,
    *,
    second_look: SecondLookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "guest": guest,
        "post": guest.post,
        "form": form or GuestEditForm(initial={"body": guest.post.body}),
        "may_edit": rules.can_edit_as_guest(guest, timezone.now()),
        "page": decision_about_guest(guest.pk),
        "second_look": second_look or SecondLookForm(knows_address=bool(guest.address)),
    }
    return render(request, "comments/guest_manage.html", context, status=status)


@csrf_exempt  # mail programs send the POST of a one-click stop (RFC 8058) without having opened a page
@never_cache
@require_http_methods(READING_OR_ACTING)
def guest_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails about replies, on one click."""
    try:
        post_id = read_token(Purpose.STOP, token)
        if request.method == "POST":
            stop_mails(post_id)
            return render(
                request, "comments/guest_done.html", {"title": _("You get no more mails about replies")}
            )
    except (BadLinkError, UserError) as error:
        return _refuse(request, error.message)
    return render(request, "comments/guest_stop.html")


def _refuse(request: HttpRequest, message: str) -> HttpResponse:
    return render(request, "comments/guest_refused.html", {"message": message}, status=410)
