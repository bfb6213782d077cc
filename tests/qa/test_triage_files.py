"""qa.triage: reading rules and cases, and the commands"""

import copy
import json
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from lib.yaml_nodes import DataError
from qa.triage.cases import read_cases
from qa.triage.loading import load_rulebook

SMALL = yaml.safe_load("""
version: 1
words: {limb: (leg|arm)}
signs: {cold: [<limb> ~ cold], pain: [pain]}
rules: [{id: ice, category: limb_ischemia, urgency: emergency_now, all: [cold | pain, pain]}]
idioms: [cold feet]
negation: {cues: ["no"], not_cues: [no idea], inside: [isn't], after: [is gone], ends: [but]}
past: [years ago]
present: [now]
information: [how would i know]
cleared: [all clear]
fiction: [homework]
""")


def load(tmp_path, content):
    path = tmp_path / "rules.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False))
    return load_rulebook(path)


def test_a_small_book_of_rules_is_read(tmp_path):
    book = load(tmp_path, SMALL)

    assert book.rules[0].all == (("cold", "pain"), ("pain",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda book: book.pop("past"), "key missing: past"),
        (lambda book: book.update(more=1), "unknown key: more"),
        (lambda book: book.update(version=0), "version: must be a whole number of at least 1"),
        (lambda book: book["signs"].update(cold=[]), "signs.cold: must be a list with something in it"),
        (lambda book: book["signs"].update(cold=["x", 3]), "signs.cold[1]: must be a text"),
        (lambda book: book["signs"].update(cold=["<no>"]), "signs.cold[0]: unknown word list 'no'"),
        (lambda book: book["signs"].update(more=["x"]), "signs.more: no rule uses this sign"),
        (lambda book: book["negation"].pop("ends"), "negation: key missing: ends"),
        (lambda book: book["rules"][0].update(category="x"), "rules[0].category: unknown category 'x'"),
        (lambda book: book["rules"][0].update(urgency="x"), "rules[0].urgency: unknown urgency 'x'"),
        (lambda book: book["rules"][0].update(all=["pain", "x"]), "rules[0].all[1]: unknown sign 'x'"),
        (lambda book: book["rules"].append(book["rules"][0]), "rules[1]: id 'ice' stands twice"),
    ],
)
def test_rules_that_do_not_fit_together_are_refused_with_their_place(tmp_path, change, message):
    book = copy.deepcopy(SMALL)
    change(book)

    with pytest.raises(DataError) as refusal:
        load(tmp_path, book)

    assert str(refusal.value) == f"rules.yaml: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "rules.yaml:2: key 'a' stands twice"),
        ("a: [\n", "rules.yaml:2: "),
        ("\x07", "rules.yaml: "),
        ("", "rules.yaml: must have keys and values"),
        ("- a", "rules.yaml: must have keys and values"),
    ],
)
def test_what_is_no_yaml_is_refused(tmp_path, text, message):
    with pytest.raises(DataError) as refusal:
        load(tmp_path, text)

    assert str(refusal.value).startswith(message)


HEAD = "id\tlabel\tcategory\ttext\n"
URGENT = "A\turgent\tstroke\tMy face is drooping\n"
CALM = "B\tnot_urgent\tnone\tMy calf cramps in bed at night, which stretch is best?\n"


def write(tmp_path, text, name="cases.tsv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cases.tsv:1: column missing: id, label, category, text"),
        ("id\tlabel\ttext\n", "cases.tsv:1: column missing: category"),
        (HEAD, "cases.tsv: holds no texts"),
        (
            HEAD + URGENT + "B\turgent\tstroke\n",
            "cases.tsv:3: must have 4 columns or more, none of them empty",
        ),
        (HEAD + "B\turgent\tstroke\ta\tb\n", "cases.tsv:2: must have 4 columns or more, none of them empty"),
        (HEAD + "B\tbad\tstroke\ta\n", "cases.tsv:2: unknown label 'bad'"),
        (HEAD + "B\turgent\tbad\ta\n", "cases.tsv:2: unknown category 'bad'"),
    ],
)
def test_cases_that_cannot_be_read_are_refused_with_their_line(tmp_path, text, message):
    with pytest.raises(DataError) as refusal:
        read_cases(write(tmp_path, text))

    assert str(refusal.value) == message


def test_texts_without_writer_are_those_of_the_given_one(tmp_path):
    path = write(tmp_path, 'id\tlabel\tcategory\ttext\twriter\textra\nA\turgent\tstroke\tx " y\tw9\t1\n')

    (case,) = read_cases(path)
    assert (case.writer, case.text) == ("w9", 'x " y')
    assert read_cases(write(tmp_path, HEAD + URGENT))[0].writer == "given"


def run(*args):
    out = StringIO()
    call_command("triage", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_each_miss_and_the_figures(tmp_path):
    wrong = "C\tnot_urgent\tstroke\tMy face is drooping\nD\turgent\tcrisis\tBananas?\n"

    lines = run("--cases", write(tmp_path, HEAD + URGENT + CALM + wrong)).splitlines()

    assert lines[:3] == [
        "disturbed C (alarm stroke): My face is drooping",
        "missed D (crisis): Bananas?",
        "alarm: urgent found 1/2 (50.0%), calm left alone 1/2 (50.0%), precise 1/2 (50.0%)",
    ]
    assert lines[4].startswith("either: urgent found 1/2 (50.0%), calm left alone 1/2 (50.0%)")
    assert lines[5].startswith("  crisis: alarm 0/1 (0.0%)")
    assert lines[6].startswith("  stroke: alarm 1/1 (100.0%)")


def test_json_is_one_array_and_nothing_else(tmp_path):
    rows = json.loads(run("--json", "--cases", write(tmp_path, HEAD + URGENT + CALM)))

    assert [row["id"] for row in rows] == ["A", "B"]
    assert rows[0] | {"soft": None} == {
        "id": "A", "label": "urgent", "alarm": True, "soft": None, "categories": ["stroke"]
    }  # fmt: skip
    assert rows[1] == {"id": "B", "label": "not_urgent", "alarm": False, "soft": False, "categories": []}


def test_judging_left_out_writers_tells_each_of_them(tmp_path):
    head = "id\tlabel\tcategory\ttext\twriter\n"
    rows = "".join(
        f"{writer}{n}\t{label}\t{category}\t{text} {n}\t{writer}\n"
        for writer in "abc"
        for n in range(4)
        for label, category, text in (
            ("urgent", "stroke", "My face is drooping now"),
            ("not_urgent", "none", "Which stretch is best for a calf?"),
        )
    )
    path = write(tmp_path, head + rows)
    lines = run("--cv", "--cases", path).splitlines()

    assert (
        "alarm: urgent found 12/12 (100.0%), calm left alone 12/12 (100.0%), precise 12/12 (100.0%)" in lines
    )
    assert [line.split(":")[0] for line in lines[-3:]] == ["writer a", "writer b", "writer c"]


def test_judging_left_out_writers_needs_several(tmp_path):
    with pytest.raises(CommandError, match="at least three writers"):
        run("--cv", "--cases", write(tmp_path, HEAD + URGENT + CALM))


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.tsv"):
        run("--cases", tmp_path / "none.tsv")


def test_a_model_is_not_built_without_texts(tmp_path, monkeypatch):
    monkeypatch.setattr("qa.triage.cases.CASES", tmp_path)

    with pytest.raises(CommandError, match="numpy|no texts"):
        call_command("build_triage", "--output", tmp_path / "model.bin", stdout=StringIO())

    assert not (tmp_path / "model.bin").exists()
