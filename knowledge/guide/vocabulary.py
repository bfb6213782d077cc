"""Reads what the rules of the guide speak of: levels of urgency, questions and their options."""

from collections.abc import Iterable

from knowledge.guide.data import EMERGENCY, FORM_FIELDS, NONE, Contact, Group, Option, Question, Urgency
from lib.body_sites import BodySite, marker_name
from lib.yaml_nodes import Node

CONTACT_SCHEMES = ("tel:", "https://")


def refuse_twice(nodes: Iterable[Node]) -> None:
    """Refuse the second of two nodes with the same value."""
    seen: set[str] = set()
    for node in nodes:
        if str(node.value) in seen:
            raise node.error(f"'{node.value}' stands twice")
        seen.add(str(node.value))


def read_urgencies(node: Node) -> dict[str, Urgency]:
    """Return the levels of urgency by their ids."""
    entries = [entry.fields("id", "rank", "label", "text", optional=["contacts"]) for entry in node.entries()]
    refuse_twice(entry["id"] for entry in entries)
    refuse_twice(entry["rank"] for entry in entries)
    levels = [
        Urgency(
            id=entry["id"].text(),
            rank=entry["rank"].number(lowest=1),
            label=entry["label"].text(),
            text=entry["text"].text(),
            contacts=read_contacts(entry.get("contacts")),
        )
        for entry in entries
    ]
    if max(levels, key=lambda level: level.rank).id != EMERGENCY:
        raise node.error(f"the highest rank must be that of '{EMERGENCY}'")
    return {level.id: level for level in levels}


def read_questions(node: Node) -> list[Question]:
    """Return the questions in their order, the one about danger signs first."""
    entries = [
        node.fields("id", "order", "text", "type", "options", optional=["help", "groups"])
        for node in node.entries()
    ]
    refuse_twice(entry["id"] for entry in entries)
    refuse_twice(entry["order"] for entry in entries)
    entries.sort(key=lambda entry: entry["order"].number())
    if taken := next((entry["id"] for entry in entries if entry["id"].text() in FORM_FIELDS), None):
        raise taken.error(f"'{taken.value}' is a field of the form, so no question can have it")
    questions = [_question(entry) for entry in entries]
    first = questions[0]
    if not first.is_multi or not first.chosen([NONE]):
        raise entries[0]["options"].error(f"the first question must be multi and have an option '{NONE}'")
    return questions


def _question(fields: dict[str, Node]) -> Question:
    return Question(
        id=fields["id"].text(),
        text=fields["text"].text(),
        help=fields["help"].text() if "help" in fields else "",
        is_multi=fields["type"].one_of(["single", "multi"], "type") == "multi",
        groups=_groups(_options(fields["options"]), fields.get("groups")),
    )


def _options(node: Node) -> dict[str, Option]:
    entries = [entry.fields("id", "label", optional=["body_site", "marker"]) for entry in node.entries()]
    refuse_twice(entry["id"] for entry in entries)
    return {entry["id"].text(): _option(entry) for entry in entries}


def _option(fields: dict[str, Node]) -> Option:
    site = fields["body_site"].one_of(BodySite.values, "place") if "body_site" in fields else ""
    picture = fields["marker"].text() if "marker" in fields else ""
    return Option(
        id=fields["id"].text(),
        label=fields["label"].text(),
        body_site=site,
        marker=marker_name(site, "") if site else picture,
    )


def _groups(options: dict[str, Option], node: Node | None) -> tuple[Group, ...]:
    """Return the groups of the page; options that are in none stand together at the end."""
    rest = dict(options)
    groups = []
    for entry in node.entries() if node else []:
        fields = entry.fields("label", "options")
        members = []
        for member in fields["options"].entries():
            if member.one_of(options, "option") not in rest:
                raise member.error(f"'{member.value}' stands twice")
            members.append(rest.pop(member.text()))
        groups.append(Group(fields["label"].text(), tuple(members)))
    return (*groups, Group("", tuple(rest.values()))) if rest else tuple(groups)


def read_contacts(node: Node | None) -> tuple[Contact, ...]:
    """Return whom to call or where to write; none if the node is missing."""
    contacts = []
    for entry in node.entries() if node else []:
        fields = entry.fields("label", "url")
        if not fields["url"].text().startswith(CONTACT_SCHEMES):
            raise fields["url"].error(f"must begin with {' or '.join(CONTACT_SCHEMES)}")
        contacts.append(Contact(fields["label"].text(), fields["url"].text()))
    return tuple(contacts)
