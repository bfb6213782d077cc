"""For views that do what cannot be undone or what opens the account to others."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def fresh_sign_in_required(view: View) -> View:
    """Let only people through who have confirmed in the last minutes that it is still them.

    Others are asked first; what they sent is kept meanwhile and done afterwards. It includes `login_required`.
    """
    return login_required(reauthentication_required(view))
