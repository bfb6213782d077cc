"""Where a text leads to: domains of our lists, services that hide the way, links of people who have written little."""

from django.utils.translation import gettext_lazy as _

from moderation.models import WatchedAction, WatchedKind
from moderation.screening.findings import DECISIVE, Check, Finding
from moderation.screening.lists import Lists, current_lists
from moderation.screening.material import Material

# They hide where a link leads, and have no use in a text of this length.
SHORTENERS = frozenset(
    ["bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "ow.ly", "cutt.ly", "rebrand.ly", "rb.gy", "t.ly", "wa.me",
     "t.me", "shorturl.at", "tiny.cc"]
)  # fmt: skip
HELD, HIDDEN_WAY, UNKNOWN, EACH_MORE, MOST_UNKNOWN, MANY_LINKS = 60, 40, 25, 10, 45, 20
KNOWN_AUTHOR_POSTS = 3
MANY = 5


def look(material: Material) -> Finding | None:
    lists = current_lists()
    hosts = [
        host for host in material.hosts if lists.find_domain(WatchedKind.DOMAIN, host) != WatchedAction.ALLOW
    ]
    if not hosts:
        return None
    return _listed(lists, hosts) or _hidden_way(hosts) or _unknown(material, hosts)


def _listed(lists: Lists, hosts: list[str]) -> Finding | None:
    actions = {lists.find_domain(WatchedKind.DOMAIN, host): host for host in hosts}
    if host := actions.get(WatchedAction.BLOCK):
        return Finding(DECISIVE, _("It leads to a site that we do not link to."), host)
    if host := actions.get(WatchedAction.HOLD):
        return Finding(HELD, _("It leads to a site whose links a moderator reads first."), host)
    return None


def _hidden_way(hosts: list[str]) -> Finding | None:
    if host := next((host for host in hosts if host in SHORTENERS), ""):
        return Finding(HIDDEN_WAY, _("It uses a link that hides where it leads."), host)
    return None


def _unknown(material: Material, hosts: list[str]) -> Finding | None:
    if material.visible_count < KNOWN_AUTHOR_POSTS:
        score = min(UNKNOWN + EACH_MORE * (len(hosts) - 1), MOST_UNKNOWN)
        return Finding(score, _("Its author is new and links to other sites."), " ".join(hosts))
    if len(hosts) > MANY:
        return Finding(MANY_LINKS, _("It links to many other sites."), " ".join(hosts))
    return None


CHECK = Check("links", _("Links and domains"), look, is_proven=True)
