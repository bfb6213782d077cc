"""Removes uploaded pictures that nothing shows; run nightly."""

from itertools import batched, chain
from typing import Any

from django.core.management.base import BaseCommand

from knowledge.selectors.pictures import proposed_texts_with_pictures
from lib.progress import progress_bar
from moderation.actions.keeping import kept_texts
from posts.actions.tidying_pictures import find_uses, tidy_pictures
from posts.models import Picture
from posts.selectors.pictures import texts_with_pictures

BATCH = 200


class Command(BaseCommand):
    help = "Remove pictures older than 7 days that nothing shows, and note which article shows which."

    def handle(self, *args: Any, **options: Any) -> None:
        # Keys before texts: what is uploaded meanwhile is not looked at.
        seen = list(Picture.objects.order_by("key").values_list("key", "post"))
        uses = find_uses(chain(texts_with_pictures(), proposed_texts_with_pictures(), kept_texts()))
        removed = 0
        with progress_bar("pictures", len(seen)) as progress:
            for batch in batched(seen, BATCH):
                removed += tidy_pictures(dict(batch), uses)
                progress.update(len(batch))
        self.stdout.write(f"{len(seen)} pictures looked at, {removed} removed")
