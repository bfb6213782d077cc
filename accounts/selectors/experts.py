"""The directory of verified experts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Func, Q
from django.utils.http import urlencode

from accounts.models import ExpertCredential, User
from accounts.standing import HOLDING
from lib.pagination import Order, Page, paginate

BY_HANDLE = Order("handle", descending=False)
PAGE_SIZE = 40


@dataclass(frozen=True)
class Directory:
    """One page of experts, and what it is narrowed to."""

    page: Page[User]
    chosen: Mapping[str, str]

    @property
    def base_query(self) -> str:
        return urlencode(self.chosen)


def list_countries() -> list[str]:
    """Return the codes of the countries in which a standing was granted that has not ended, in one query."""
    found = ExpertCredential.objects.filter(standing__in=HOLDING).exclude(country_code="")
    return list(found.order_by("country_code").values_list("country_code", flat=True).distinct())


def list_topics() -> list[str]:
    """Return the topics that people named whose standing has not ended, by name, in one query."""
    topic = Func(F("scope_tags"), function="unnest", output_field=models.CharField())
    found = ExpertCredential.objects.filter(standing__in=HOLDING).annotate(topic=topic)
    return list(found.order_by("topic").values_list("topic", flat=True).distinct())


def load_directory(chosen: Mapping[str, str], cursor: str) -> Directory:
    """Return one page of the people whose credential is valid today, narrowed and by handle, in one query."""
    experts = User.objects.verified_experts().select_related("credential")
    for name, value in chosen.items():
        experts = experts.filter(_condition(name, value))
    page = paginate(experts.fetch_mode(models.FETCH_RAISE), BY_HANDLE, cursor, size=PAGE_SIZE)
    return Directory(page, chosen)


def _condition(name: str, value: str) -> Q:
    """Who names no place answers on the whole body."""
    return {
        "profession": Q(credential__profession=value),
        "where": Q(credential__scope_sites__contains=[value]) | Q(credential__scope_sites=[]),
        "topic": Q(credential__scope_tags__contains=[value]),
        "country": Q(credential__country_code=value),
        "language": Q(credential__languages__contains=[value]),
    }[name]
