"""The curated tags that come with the site: posts/tags.yaml, refused when anything in it is wrong."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from lib.body_sites import BodySite
from lib.yaml_nodes import DataError, Node
from posts.tag_names import read_tag

TAGS_FILE = Path(__file__).with_name("tags.yaml")


@dataclass(frozen=True)
class CuratedTag:
    """One topic of the list; `also` are the words that lead to it."""

    name: str
    description: str
    parent: str
    site: str
    also: tuple[str, ...]


def read_tags(path: Path = TAGS_FILE) -> list[CuratedTag]:
    """Return the curated tags, wider topics first; raises DataError."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DataError(f"{path.name}: {error}") from None
    if not isinstance(rows, list):
        raise DataError(f"{path.name}: must be a list")
    known: set[str] = set()
    tags = [_read(Node(row, path.name, f"[{number}]"), known) for number, row in enumerate(rows)]
    for number, tag in enumerate(tags):
        for word in tag.also:
            if word in known:
                raise DataError(f"{path.name}: [{number}]: '{word}' stands twice")
            known.add(word)
    return tags


def _read(node: Node, known: set[str]) -> CuratedTag:
    node.fields("name", "description", optional=("parent", "site", "also"))
    row: dict[str, object] = dict(node.value)  # type: ignore[call-overload]
    tag = CuratedTag(
        name=str(row["name"]),
        description=str(row["description"]),
        parent=str(row.get("parent", "")),
        site=str(row.get("site", "")),
        also=tuple(map(str, row.get("also", []))),
    )
    for name in (tag.name, *tag.also):
        if read_tag(name) != name:
            raise node.error(f"'{name}' is no tag")
    if tag.name in known:
        raise node.error(f"'{tag.name}' stands twice")
    if tag.parent and tag.parent not in known:
        raise node.error(f"the wider topic '{tag.parent}' must stand before it")
    if tag.site and tag.site not in BodySite.values:
        raise node.error(f"there is no place '{tag.site}'")
    if not 0 < len(tag.description) <= 300:
        raise node.error("the description must have 1 to 300 letters")
    known.add(tag.name)
    return tag
