"""Every page in a real browser: accessible, whole on a phone, quiet in the console."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.journeys.walks import sign_in
from tests.project.test_permissions import ALLAUTH, ALLAUTH_ARGUMENTS, GET
from tests.project.world import ROLES, address, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOT_A_PAGE = {
    "health", "manifest", "media", "posts:tag-completion", "search:opensearch", "search:suggestions", "service-worker",
}  # fmt: skip
NARROWEST = 320
ODD = (
    "/questions/99999/x/",
    "/search/?q=calf",
    "/search/?q=nothingtobefound",
    "/faq/#about",
    "/tags/?cursor=x",
)
# Who sees which pages differently: the widths and themes in which they are looked at.
LOOKS = {
    "anonymous": [(1280, "light"), (390, "dark")],
    "administrator": [(1280, "dark"), (390, "light")],
}
SOME = {
    "asker": [
        "home", "qa:ask", "qa:question", "posts:edit", "posts:delete", "knowledge:article",
        "notifications:inbox", "accounts:edit-profile",
    ],
    "colleague": ["qa:question", "qa:agree", "comments:comment", "moderation:flag", "posts:profile"],
}  # fmt: skip


def pages_of(world, role):
    """The addresses that a role can read and that look different for it."""
    names = [name for name, row in GET.items() if name not in NOT_A_PAGE and row[ROLES.index(role)] == 200]
    if role in SOME:
        return [address(name, world) for name in SOME[role]]
    place = 0 if role == "anonymous" else 1
    allauth = [
        reverse(name, args=ALLAUTH_ARGUMENTS.get(name, []))
        for name, statuses in ALLAUTH.items()
        if statuses[place] == 200
    ]
    return [*[address(name, world) for name in names], *allauth, *ODD]


def watch(page, problems):
    """Note errors of scripts and of the content security policy."""
    page.on("pageerror", lambda error: problems.append(f"{page.url} script: {error}"))
    page.on(
        "console",
        lambda line: "Content Security" in line.text and problems.append(f"{page.url} console: {line.text}"),
    )


def look_at(page, target, width, problems):
    page.goto(target)
    violations = Axe().run(page).response["violations"]
    problems += [f"{target} at {width}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in violations]
    narrow = NARROWEST if width < 600 else width
    page.set_viewport_size({"width": narrow, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append(f"{target}: scrolls sideways at {narrow}")
    page.set_viewport_size({"width": width, "height": 800})


@pytest.mark.parametrize("look", [0, 1])
@pytest.mark.parametrize("role", ["anonymous", "administrator", "asker", "colleague"])
def test_pages_are_accessible_and_whole(new_page, tmp_path, role, look):
    world, problems = build_world(tmp_path), []
    width, scheme = LOOKS.get(role, LOOKS["anonymous"])[look]
    page = new_page(width=width, color_scheme=scheme)
    watch(page, problems)
    if world.people[role]:
        sign_in(page, world.people[role])

    for target in pages_of(world, role):
        look_at(page, target, width, problems)

    assert problems == []
