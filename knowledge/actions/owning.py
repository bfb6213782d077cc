"""Saying who looks after an article."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from knowledge import rules
from knowledge.models import Article
from lib.errors import UserError


@transaction.atomic
def set_owner(actor: User, article: Article, owner: User | None) -> Article:
    """Give an article to an editor or reviewer, or to nobody; raises PermissionDenied, UserError."""
    require(rules.can_set_owner(actor))
    if owner and not rules.can_own(owner):
        raise UserError(_("Only editors and reviewers look after articles."), field="owner")
    article = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=article.pk)
    if article.owner_id != (owner and owner.pk):
        record(actor, "article.owner_set", article, owner=owner and owner.pk, before=article.owner_id)
        article.owner = owner
        article.save(update_fields=["owner"])
    return article
