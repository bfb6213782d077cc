"""Showing in a form why something cannot be done now."""

from django import forms
from django.http import HttpRequest

from lib.errors import LimitError, UserError


def refuse_in_form(request: HttpRequest, form: forms.BaseForm, error: UserError) -> None:
    """Put an error into a form, at its field if the form has it; nothing that was typed is lost.

    Where it is a limit that ends, the middleware gives the answer status 429 and the time to wait, as everywhere else.
    """
    form.add_error(error.field if error.field in form.fields else None, error.message)
    if isinstance(error, LimitError) and error.wait:
        request.limited_by = error
