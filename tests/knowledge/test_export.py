"""manage.py export_knowledge"""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.roles import Role
from knowledge.actions.reviewing import Signature, publish, sign_review
from knowledge.models import Article
from tests.factories import make_proposal, make_staff, write_article

pytestmark = pytest.mark.django_db
SHIPPED = Path(__file__).resolve().parents[2] / "knowledge" / "content"


def load(folder):
    out = StringIO()
    call_command("load_knowledge", folder, stdout=out)
    return out.getvalue()


def export(folder):
    folder.mkdir()
    call_command("export_knowledge", folder, stdout=StringIO())
    return files(folder)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix == ".md" or path.name == "order.txt"
    }


def test_exporting_the_shipped_articles_gives_their_files_byte_by_byte(tmp_path):
    load(SHIPPED)

    exported = export(tmp_path / "out")

    assert exported == files(SHIPPED)


def test_loading_what_was_exported_changes_nothing(tmp_path):
    load(SHIPPED)
    first = export(tmp_path / "first")

    said = load(tmp_path / "first")

    assert "0 created, 0 updated" in said
    assert export(tmp_path / "second") == first


def test_what_editors_and_reviewers_did_is_exported_and_loads_again(tmp_path):
    (tmp_path / "in").mkdir()
    write_article(tmp_path / "in", "night-cramps", title="It's a title: with a colon")
    load(tmp_path / "in")
    article = Article.objects.select_related("post").get()
    publish(make_staff(Role.EDITOR), make_proposal(article.post, make_staff(Role.EDITOR)))
    sign_review(make_staff(Role.REVIEWER, "rea"), article, Signature("Neurologist, ünïcode"))

    exported = export(tmp_path / "out")
    said = load(tmp_path / "out")

    text = exported["night-cramps.md"].decode()
    assert "And one sentence more." in text
    assert "reviewer_qualification: Neurologist, ünïcode" in text
    assert "1 updated" in said
    assert export(tmp_path / "again") == exported


def test_addresses_authors_and_evidence_are_exported_as_they_were_loaded(tmp_path):
    (tmp_path / "in").mkdir()
    text = write_article(tmp_path / "in").read_text().replace('"', "")
    text = text.replace("kind:", "former_slugs: [a-cramp, cramps-at-night]\nkind:")
    text = text.replace("tags:", "authors: [Pat Doe, 'Lee: editor']\ntags:")
    note = "evidence:\n  - claim: 'Stretching: it helps'\n    certainty: strong\n    note: ''\nreview:\n"
    (tmp_path / "in" / "night-cramps.md").write_text(text.replace("review:\n", note))
    load(tmp_path / "in")

    exported = export(tmp_path / "out")

    assert exported["night-cramps.md"] == (tmp_path / "in" / "night-cramps.md").read_bytes()


def test_the_owner_belongs_to_the_site_and_is_not_exported(tmp_path):
    (tmp_path / "in").mkdir()
    write_article(tmp_path / "in")
    load(tmp_path / "in")
    before = export(tmp_path / "before")
    Article.objects.update(owner=make_staff(Role.EDITOR))

    assert export(tmp_path / "after") == before
