"""Gives an account another e-mail address when its person has lost the mailbox, once the operator knows who asks."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.actions.replacing_address import replace_address
from accounts.models import User
from accounts.reasons import reason
from lib.errors import UserError


class Command(BaseCommand):
    help = "Give the person with the first address the second one; all their sessions end, both addresses are told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address of the account")
        parser.add_argument("new", help="the address that replaces it")
        parser.add_argument("--reason", type=reason, required=True, help="how you know who is asking")

    def handle(self, *args: Any, email: str, new: str, reason: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        try:
            validate_email(new)
            person = replace_address(person, new, reason=reason)
        except (ValidationError, UserError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from None
        self.stdout.write(
            f"{person.handle} has the address {person.email} now, and sets a new password with it."
        )
