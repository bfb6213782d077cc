"""Takes away all second factors of someone who has lost them, after the operator has made sure who it is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.second_factor import remove_second_factor
from accounts.models import User
from accounts.reasons import reason


class Command(BaseCommand):
    help = (
        "Remove the passkeys, the authenticator app and the recovery codes of the person with this address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", type=reason, required=True, help="how you know who is asking")

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        person = remove_second_factor(person, reason=reason)
        self.stdout.write(f"{person.handle} signs in without a second factor now.")
