"""Fills a demo site with invented people and their questions."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.loading import load_demo


class Command(BaseCommand):
    help = "Load the demo's people, questions, answers and comments; what is there already stays."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data can be loaded in the demo profile only (PROFILE=demo).")
        count = load_demo()
        self.stdout.write(f"{count} demo questions are there.")
