"""The form that edits an article."""

from django.utils.translation import gettext_lazy as _

from knowledge.content_files import SUMMARY_MAX
from knowledge.models import Article
from lib.forms import TextField
from posts.forms import EditForm


class ArticleForm(EditForm):
    summary = TextField(label=_("Short version"), rows=3, max_length=SUMMARY_MAX)

    def __init__(self, *args: object, article: Article, **kwargs: object) -> None:
        super().__init__(*args, post=article.post, **kwargs)
        self.initial["summary"] = article.summary
        self.order_fields(["title", "summary", "body", "tags", "reason"])
