"""Looks for anything in rendered HTML that the site does not allow."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

ALLOWED = {
    "a": {"href", "title", "rel", "class"},
    "div": {"class", "tabindex"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    **dict.fromkeys(
        ["blockquote", "br", "code", "del", "em", "hr", "li", "p", "pre", "strong", "table", "tbody"], set()
    ),
    **dict.fromkeys(["thead", "tr", "ul", "h3", "h4", "h5", "h6"], set()),
}
ALLOWED_IN_ARTICLES = (
    ALLOWED
    | {heading: {"id"} for heading in ["h2", "h3", "h4", "h5", "h6"]}
    | {"img": {"src", "alt", "width", "height", "loading", "decoding"}}
)
OWN_PICTURES = ("/static/img/relief/", "/media/pictures/")
GLOSSARY = "/knowledge/glossary/#term-"
SCHEMES = {"", "http", "https", "mailto"}
REL = "nofollow ugc noopener"


class Finder(HTMLParser):
    """Collects what is not allowed; comments, declarations and CDATA count as well."""

    def __init__(self, allowed: dict[str, set[str]]) -> None:
        super().__init__()
        self.allowed = allowed
        self.schemes = SCHEMES | ({"tel"} if allowed is ALLOWED_IN_ARTICLES else set())
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag not in self.allowed or not values.keys() <= self.allowed[tag]:
            self.problems.append(f"<{tag} {values}>")
        if tag == "a" and not is_good_link(values, self.schemes):
            self.problems.append(f"link {values}")
        if tag == "img" and not values.get("src", "").startswith(OWN_PICTURES):
            self.problems.append(f"picture {values}")
        if "class" in values and not is_good_class(tag, values):
            self.problems.append(f"class {values}")

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.problems.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        self.problems.append(f"<![{data}")


def is_good_class(tag: str, values: dict[str, str]) -> bool:
    """Whether a class is that of a table's box, or of a word that leads to the glossary."""
    if tag == "a":
        return values["class"] == "term" and values.get("href", "").startswith(GLOSSARY)
    return tag == "div" and values["class"] == "scroll"


def is_good_link(values: dict[str, str], schemes: set[str]) -> bool:
    """Whether a browser, which overlooks blanks and control characters, would go where links may lead."""
    address = "".join(letter for letter in values.get("href", "") if letter > " ")
    return values.get("rel") == REL and _scheme(address) in schemes


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:  # only what follows "//" can be unreadable
        return address.partition("//")[0].rstrip(":")


def problems_of(html: str, allowed: dict[str, set[str]] = ALLOWED) -> list[str]:
    """Return what is not allowed in rendered HTML, in order."""
    finder = Finder(allowed)
    finder.feed(html)
    finder.close()
    return finder.problems
