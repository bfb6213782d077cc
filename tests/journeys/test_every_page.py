"""Every page in a real browser: accessible, whole on a phone, quiet in the console."""

import pytest
from django.urls import reverse

from tests.factories import make_guest_comment, make_item, make_question, make_verifier
from tests.journeys.walks import LOOKS, look_at, sign_in, watch
from tests.project.test_permissions import ALLAUTH, ALLAUTH_ARGUMENTS, GET
from tests.project.world import ROLES, address, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What is no page: orders for programs, and what is handed out as a download.
NOT_A_PAGE = {
    "health", "manifest", "media", "posts:tag-completion", "search:opensearch", "search:suggestions",
    "qa:feed", "service-worker",
    "accounts:document",
}  # fmt: skip
ODD = (
    "/questions/99999/x/",
    "/search/?q=calf",
    "/search/?q=nothingtobefound",
    "/faq/#about",
    "/tags/?cursor=x",
    "/moderation/?show=closed",
    "/experts/?profession=podiatrist",
    "/experts/applications/?show=decided",
)
# Who sees all that everybody sees does so the other way round.
LOOKS_OF = {"administrator": ((1280, "dark"), (390, "light"))}
EVERYTHING = ("anonymous", "administrator")
SOME = {
    "member": ["accounts:application-status", "accounts:experts", "knowledge:needs-change", "accounts:privileges"],
    "asker": [
        "home", "qa:ask", "qa:question", "qa:details", "qa:outcome", "posts:edit", "posts:delete", "knowledge:article",
        "posts:profile", "notifications:inbox", "accounts:edit-profile", "accounts:person-badges", "posts:reputation",
    ],
    "answerer": ["qa:question", "qa:edit-answer", "qa:retract"],
    "colleague": [
        "qa:question", "qa:answer", "qa:agree", "qa:desk", "qa:refer", "qa:react", "comments:comment",
        "moderation:flag", "posts:profile",
        "accounts:application-status",
    ],
    "moderator": ["moderation:queue", "moderation:item", "moderation:suspend"],
    "reviewer": ["knowledge:board", "knowledge:proposal", "knowledge:sign"],
    "verifier": ["accounts:applications", "accounts:application", "accounts:standing", "accounts:settings"],
    "suspended": ["home", "qa:question", "accounts:edit-profile", "accounts:settings"],
}  # fmt: skip
# What allauth shows to whoever has just signed in with a second factor.
FACTOR = (
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
)


def pages_of(world, role):
    """The addresses that a role can read and that look different for it."""
    if role in SOME:
        return [*[address(name, world) for name in SOME[role]], *more_for(role, world)]
    names = [name for name, row in GET.items() if name not in NOT_A_PAGE and is_open_to(role, row)]
    place = 0 if role == "anonymous" else 1
    allauth = [
        reverse(name, args=ALLAUTH_ARGUMENTS.get(name, []))
        for name, statuses in ALLAUTH.items()
        if statuses[place] == 200
    ]
    factor = [reverse(name) for name in FACTOR] if place else []
    return [*[address(name, world) for name in names], *allauth, *factor, *ODD]


def is_open_to(role, row):
    return row[ROLES.index(role)] == 200


def more_for(role, world):
    """The addresses of what only this role sees, besides the pages that everybody's world has."""
    if role != "moderator":
        return []
    masked = make_item(make_question(is_masked=True))
    waiting = make_guest_comment(world.article).review_items.get()
    return [reverse("moderation:item", args=[item.pk]) for item in (masked, waiting)]


def test_every_page_is_looked_at():
    seen = {name for names in SOME.values() for name in names}
    seen |= {name for name, row in GET.items() if any(is_open_to(role, row) for role in EVERYTHING)}

    assert {name for name, row in GET.items() if 200 in row} - seen == set()


@pytest.mark.parametrize("role", [*EVERYTHING, *SOME])
def test_pages_are_accessible_and_whole(new_page, tmp_path, role):
    world, problems = build_world(tmp_path), []
    page = new_page()
    watch(page, problems)
    person = make_verifier() if role == "verifier" else world.people[role]
    if person:
        sign_in(page, person)

    for target in pages_of(world, role):
        page.goto(target)
        problems += look_at(page, LOOKS_OF.get(role, LOOKS))

    assert problems == []
