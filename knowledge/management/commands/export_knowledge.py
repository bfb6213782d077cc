"""Writes the articles as the files that load_knowledge reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from knowledge.content_files import ORDER_FILE
from knowledge.content_writing import file_text, path_of
from knowledge.models import Article
from lib.progress import counted
from posts.models import Post


class Command(BaseCommand):
    help = (
        "Write all public articles into a folder, one file each; loading and exporting again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        public = Article.objects.filter(post__in=Post.objects.public())
        articles = list(public.select_related("post").prefetch_related("slugs").order_by("position", "pk"))
        for article in counted("Articles", articles):
            path = path_of(folder, article)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file_text(article), encoding="utf-8")
        order = "".join(f"{article.slug}\n" for article in articles)
        (folder / ORDER_FILE).write_text(order, encoding="utf-8")
        self.stdout.write(f"{len(articles)} articles written to {folder}")
