"""Removes uploaded pictures that nothing shows; run nightly."""

from itertools import batched, chain
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from knowledge.selectors.pictures import proposed_texts_with_pictures
from posts.actions.tidying_pictures import find_uses, tidy_pictures
from posts.models import Picture
from posts.selectors.pictures import texts_with_pictures

BATCH = 200


class Command(BaseCommand):
    help = "Note which post shows each picture, and remove pictures older than 7 days that nothing shows."

    def handle(self, *args: Any, **options: Any) -> None:
        # Keys before texts: what is uploaded meanwhile is not looked at.
        keys = list(Picture.objects.order_by("key").values_list("key", flat=True))
        uses = find_uses(chain(proposed_texts_with_pictures(), texts_with_pictures()))
        removed = 0
        with tqdm(total=len(keys), desc="Pictures", unit="picture", disable=None) as progress:
            for batch in batched(keys, BATCH):
                removed += tidy_pictures(batch, uses)
                progress.update(len(batch))
        self.stdout.write(f"{len(keys)} pictures looked at, {removed} removed")
