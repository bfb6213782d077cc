"""Gives someone the roles of the team from the console; how the first administrator is made."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.granting_roles import set_roles
from accounts.models import User
from accounts.roles import Role


class Command(BaseCommand):
    help = "Give the person with this e-mail address exactly the roles named (none takes all away)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("roles", nargs="*", choices=[*Role.values, []])

    def handle(self, *args: Any, email: str, roles: list[str], **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        person = set_roles(None, person, roles)
        self.stdout.write(f"{person.handle}: {', '.join(person.roles) or 'no roles'}")
