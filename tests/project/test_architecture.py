"""The rules of the house that a program can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
APPS = ["accounts", "audit", "comments", "knowledge", "moderation", "notifications", "posts", "qa", "search"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "email" not in path.parts and path.name != "mail.html"]


def sources(*folders):
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def test_layers_are_kept():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


WRITES = re.compile(r"\.(save|delete|update|create|get_or_create|update_or_create|bulk_create|bulk_update)\(")
HARMLESS = re.compile(r"drafts?\.|_cache|hashlib|super\(\)|widget\.attrs\.update|initial\.update|\.session\.")


@pytest.mark.parametrize("app", APPS)
def test_only_actions_write(app):
    allowed = ("actions", "migrations", "commands")
    offenders = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sources(app)
        if not any(part in allowed for part in path.parts)
        and path.relative_to(ROOT).as_posix() not in WRITERS_BESIDE_ACTIONS
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if WRITES.search(line) and not HARMLESS.search(line)
    ]

    assert offenders == []


WRITERS_BESIDE_ACTIONS = {
    "audit/recording.py": "the record is written by every action",
    "notifications/tasks.py": "marks a notification as mailed",
    "accounts/demo.py": "makes the demo's accounts",
}


def test_no_other_file_than_the_querysets_decides_what_is_visible():
    pattern = re.compile(r"filter\([^)]*(is_public\s*=|\bstate(__in)?\s*=\s*\[?State\.)")
    allowed = {"posts/querysets.py", "posts/actions/changing_state.py", "posts/rules.py"}
    offenders = [
        path.relative_to(ROOT).as_posix()
        for path in sources(*APPS, "config")
        if "migrations" not in path.parts and pattern.search(path.read_text())
    ]

    assert set(offenders) <= allowed


def test_no_rule_goes_by_the_day_of_the_reader():
    reader_dependent = re.compile(r"timezone\.(localdate|localtime)\(\)|date\.today\(")
    offenders = [
        path.relative_to(ROOT).as_posix()
        for path in sources(*APPS, "config", "lib")
        if reader_dependent.search(path.read_text())
    ]

    assert offenders == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_templates_have_no_inline_script_or_style(path):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())

    # Data for search engines is no script: browsers neither run nor block it.
    text = text.replace('<script type="application/ld+json">', "")

    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|hx-on|javascript:", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_included_templates_exist(path):
    names = re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"'#]+)", path.read_text())

    missing = [
        name for name in names if not (ROOT / "templates" / name).exists() and not name.startswith("allauth/")
    ]

    assert missing == []


def test_pieces_say_what_they_take():
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in TEMPLATES
        if path.name.startswith("_") and not path.read_text().startswith("{#")
    ]

    assert silent == []


def test_every_setting_is_documented():
    described = (ROOT / "docs" / "settings.md").read_text()
    names = set()
    for path in sources("config"):
        names |= set(re.findall(r"env_(?:str|bool|int|list|choice)\(\s*\"([A-Z_]+)\"", path.read_text()))

    assert names
    assert sorted(name for name in names if f"`{name}`" not in described) == []


def test_every_command_is_documented():
    described = "".join(path.read_text() for path in (ROOT / "docs").glob("*.md"))
    commands = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}

    assert sorted(name for name in commands if f"manage.py {name}" not in described) == []


def test_every_dependency_is_explained():
    described = (ROOT / "docs" / "dependencies.md").read_text().lower()
    lines = [*(ROOT / "requirements.in").open(), *(ROOT / "requirements-dev.in").open()]
    names = [re.split(r"[\[<>= ]", line)[0].strip().lower() for line in lines if line[0].isalpha()]

    assert [name for name in names if name not in described] == []


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_can_be_taken_back_and_import_no_app_code():
    for path in ROOT.glob("*/migrations/0*.py"):
        text = path.read_text()
        assert "RunPython(" not in text or "reverse_code" in text, path
        assert "RunSQL(" not in text or "reverse_sql" in text, path


def test_models_have_no_side_effects():
    for path in sources(*APPS):
        if "models" in path.as_posix() and "migrations" not in path.parts:
            text = path.read_text()
            assert "def save(" not in text, path
            assert "def delete(" not in text, path
            assert "signals" not in text, path


def test_all_bars_come_from_one_place():
    files = [path for path in sources("config", "lib", *APPS) if "tqdm" in path.read_text()]

    assert files == [ROOT / "lib/progress.py"]


def test_every_index_says_which_code_reads_it():
    """In the comment above it, which several indexes in a row may share: what nobody reads only costs writing."""
    code = re.compile(rf"\b(?:{'|'.join(APPS)})(?:\.\w+)+")
    silent = []
    for path in (
        one for one in sources(*APPS) if "models" in one.as_posix() and "migrations" not in one.parts
    ):
        said = ""
        for number, line in enumerate(path.read_text().splitlines(), 1):
            said = line if line.strip().startswith("#") else said
            said = "" if re.match(r"\s*(indexes|INDEXES|constraints|CONSTRAINTS) =", line) else said
            if re.match(r"\s*(models\.|Gin|Hnsw)Index\(", line) and not any(map(exists, code.findall(said))):
                silent.append(f"{path.relative_to(ROOT)}:{number}: {said.strip()}")

    assert silent == []


def exists(dotted):
    """Whether there is a module of this name, or one in which the last part is defined."""
    path = ROOT / dotted.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists() or path.parent.with_suffix(".py").exists()


def test_post_stays_small():
    assert len((ROOT / "posts" / "models" / "post.py").read_text().splitlines()) < 150


def test_the_project_names_no_machine():
    names = re.compile(r"/(?:work|root|home)/[a-z]|/tmp/[a-z]|pypi\.org|index-url")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    texts = [
        name for name in tracked if name.endswith((".py", ".md", ".txt", ".toml", ".in", "Makefile", "run"))
    ]
    offenders = [
        name
        for name in texts
        if "tests/data" not in name
        and name != "tests/project/test_architecture.py"
        and names.search((ROOT / name).read_text(errors="replace"))
    ]

    assert offenders == []


def test_every_block_of_the_stylesheets_is_closed():
    """A browser forgives a brace that is missing, and keeps what follows to the block that stayed open."""
    for path in (ROOT / "static" / "css").glob("*.css"):
        text = path.read_text()
        assert text.count("{") == text.count("}"), path
