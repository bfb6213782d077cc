"""Reading in a real browser: without a connection, by keyboard, without JavaScript, and accessible."""

import re
from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from knowledge.models import Article
from posts.models import Post
from tests.factories import make_article, make_member
from tests.journeys.walks import LOOKS, follow, look_at, sign_in, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS = "Swollen leg? See [help](knowledge:when-to-get-help).\n\n## Do this now\n\n1. Straighten the knee.\n2. Pull."
HOSTILE = "</script><script>alert(1)</script>"
PAGES = (
    "/knowledge/", "/knowledge/?where=calf", "/knowledge/?where=jaw", "/knowledge/?theme=basics",
    "/knowledge/?tag=basics", "/knowledge/relief/", "/knowledge/calf-cramp/", "/knowledge/night-cramps/",
    "/knowledge/when-to-get-help/", "/knowledge/when-to-get-help/?country=NO", "/knowledge/glossary/",
    "/knowledge/glossary/?q=botox", "/faq/", "/faq/?q=magnesium", "/faq/?q=nothing",
    "/offline/", "/offline/calf-cramp/", "/offline/when-to-get-help/",
)  # fmt: skip
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


@pytest.fixture
def articles(tmp_path):
    text = f"{STEPS}\n\n## More\n\nText."
    make_article(tmp_path, "when-to-get-help", title="When to get help")
    make_article(tmp_path, "calf-cramp", kind="relief", title="Calf cramp", body=STEPS)
    make_article(tmp_path, "night-cramps", title=f"Night cramps {HOSTILE}", body=text)
    make_article(tmp_path, "calf-story", kind="scenario", title="A night in May")
    make_article(tmp_path, "faq-magnesium", kind="faq", title="Does magnesium help?", body="Rarely.")
    make_article(tmp_path, "faq-eyelid", kind="faq", title="My eyelid twitches", body="Harmless.")
    Article.objects.filter(slug="night-cramps").update(
        last_reviewed=date(2026, 10, 1), reviewed_by="Ida Berg", reviewer_qualification="Physiotherapist"
    )


def wait_for_the_worker(page):
    page.evaluate(
        """() => navigator.serviceWorker.ready.then(({ active }) => new Promise((done) => {
          if (active.state === "activated") done();
          else active.addEventListener("statechange", () => active.state === "activated" && done());
        }))"""
    )


def wait_until_kept(page, address, text):
    """Wait until the browser's copy of a page has the text; the worker works in the background."""
    page.evaluate(
        """async ([address, text]) => {
          for (let tries = 0; tries < 100; tries += 1) {
            const copy = await caches.match(address);
            if (copy && (await copy.text()).includes(text)) return;
            await new Promise((done) => setTimeout(done, 100));
          }
          throw new Error("not kept");
        }""",
        [address, text],
    )


def kept_addresses(page):
    return page.evaluate(
        """async () => {
          const names = await caches.keys();
          const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
          return lists.flat().map((request) => new URL(request.url).pathname);
        }"""
    )


def test_relief_steps_are_there_without_a_connection(new_page, articles):
    page = new_page(service_workers="allow")
    page.goto("/knowledge/calf-cramp/")
    wait_for_the_worker(page)

    page.context.set_offline(True)
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("Calf cramp")
    expect(page.get_by_text("Straighten the knee.")).to_be_visible()
    expect(page.get_by_text(f"Offline copy of {date_format(timezone.localdate())}.")).to_be_visible()
    expect(page.get_by_text("Not yet reviewed by a clinician.")).to_be_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(250, 246, 239)", "the style sheets are kept too"


def test_the_rest_of_the_site_without_a_connection_and_after_it(new_page, articles):
    page = new_page(service_workers="allow")
    page.goto("/about/")
    wait_for_the_worker(page)

    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_text("Straighten the knee.")).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("^When to get help")))
    expect(page.get_by_role("heading", level=1)).to_have_text("When to get help")
    page.goto("/questions/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")

    page.context.set_offline(False)
    page.goto("/questions/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions")


def test_a_broken_site_still_shows_the_steps(new_page, articles, monkeypatch):
    page = new_page(service_workers="allow")
    page.goto("/knowledge/calf-cramp/")
    wait_for_the_worker(page)

    def break_down(*_):
        raise RuntimeError

    monkeypatch.setattr("knowledge.views.articles.load_article_page", break_down)
    page.reload()

    expect(page.get_by_text("Offline copy of")).to_be_visible()
    expect(page.get_by_text("Straighten the knee.")).to_be_visible()


def test_a_changed_page_reaches_the_reader_with_the_next_visit(new_page, articles):
    page = new_page(service_workers="allow")
    page.goto("/knowledge/calf-cramp/")
    wait_for_the_worker(page)
    Post.objects.filter(slug="calf-cramp").update(body_html="<p>Stand up first.</p>")

    page.goto("/")
    wait_until_kept(page, "/offline/calf-cramp/", "Stand up first.")
    page.context.set_offline(True)
    page.goto("/knowledge/calf-cramp/")

    expect(page.get_by_text("Stand up first.")).to_be_visible()
    assert len(page.evaluate("caches.keys()")) == 1


def test_nothing_of_someone_signed_in_is_kept(new_page, articles):
    page = new_page(service_workers="allow")
    sign_in(page, make_member("mia"))
    page.goto("/knowledge/calf-cramp/")
    wait_for_the_worker(page)
    page.goto("/")
    page.goto("/inbox/")

    kept = kept_addresses(page)

    assert {"/offline/", "/offline/calf-cramp/", "/offline/when-to-get-help/"} <= set(kept)
    assert [address for address in kept if not address.startswith(("/offline/", "/static/"))] == []
    page.context.set_offline(True)
    for address in ("/inbox/", "/", "/knowledge/calf-cramp/"):
        page.goto(address)
        assert "mia" not in page.content()


@with_and_without_javascript
def test_choosing_a_country(new_page, articles, javascript):
    page = new_page(javascript=javascript)
    page.goto("/knowledge/when-to-get-help/")
    expect(page.locator("#your-numbers").get_by_role("link", name="911")).to_be_visible()

    page.get_by_label("Where you are").select_option("Norway")
    follow(page.get_by_role("button", name="Show its numbers"))

    expect(page.get_by_role("link", name="Call 113")).to_be_visible()
    page.goto("/")
    expect(page.locator("#urgent").get_by_role("link", name="Call 113")).to_be_visible()
    assert [cookie["value"] for cookie in page.context.cookies()] == ["NO"]


def test_questions_are_filtered_while_typing(new_page, articles):
    page = new_page()
    page.goto("/faq/")
    eyelid, magnesium = page.locator("#faq-eyelid"), page.locator("#faq-magnesium")

    page.get_by_label("Find a question").press_sequentially("MAGNES")
    expect(eyelid).to_be_hidden()
    expect(magnesium).to_be_visible()
    expect(page.locator("main").get_by_role("status")).to_have_text("1 of 2 questions")

    page.get_by_label("Find a question").fill("xyz")
    expect(page.locator("main").get_by_role("status")).to_contain_text("No question has these letters")
    page.get_by_label("Find a question").fill("")
    expect(eyelid).to_be_visible()


def test_questions_are_found_without_javascript(new_page, articles):
    page = new_page(javascript=False)
    page.goto("/faq/")

    page.get_by_label("Find a question").fill("magnesium")
    follow(page.locator(".faq-filter").get_by_role("button", name="Search"))

    expect(page.locator("#faq-eyelid")).to_have_count(0)
    expect(page.locator("#faq-magnesium")).to_be_visible()


def test_a_link_to_a_question_opens_it_wherever_it_is(new_page, articles, monkeypatch):
    page = new_page()
    page.goto("/faq/#faq-eyelid")
    expect(page.get_by_text("Harmless.")).to_be_visible()

    monkeypatch.setattr("knowledge.selectors.articles.FAQ_SIZE", 1)
    page.goto("/about/")
    page.goto("/faq/#faq-eyelid")

    expect(page).to_have_url(re.compile("/knowledge/faq-eyelid/$"))


def test_headings_and_contents_by_keyboard(new_page, articles):
    page = new_page(height=500)
    page.goto("/knowledge/night-cramps/")
    anchor = page.get_by_role("heading", name="More", exact=True).get_by_role("link")

    anchor.focus()
    assert page.evaluate("getComputedStyle(document.activeElement, '::after').opacity") == "1"
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#more$"))
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(".toc a[aria-current]")).to_have_count(1)


def test_the_figure_leads_to_guides_by_keyboard(new_page, articles):
    page = new_page()
    page.goto("/knowledge/")

    page.locator(".filters a.shape[href$='where=calf']").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Knowledge: Calf")
    expect(page.get_by_role("link", name="Calf cramp")).to_be_visible()


def test_pages_are_printed_whole_and_dark_on_white(new_page, articles):
    page = new_page(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")

    page.goto("/faq/")
    expect(page.get_by_text("Harmless.")).to_be_visible()
    page.goto("/knowledge/night-cramps/")
    expect(page.locator(".toc")).to_be_hidden()
    expect(page.get_by_text("Reviewed by Ida Berg")).to_be_visible()
    color = page.locator(".ahead .small").evaluate("element => getComputedStyle(element).color")
    assert color == "rgb(92, 102, 97)", "the light theme's"


def test_pages_are_accessible_whole_and_quiet(new_page, articles):
    problems, said, page = [], [], new_page()
    watch(page, problems)
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))

    for address in PAGES:
        assert page.goto(address).status == 200, address
        problems += look_at(page, LOOKS)

    assert problems == said == []
