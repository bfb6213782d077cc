"""search.evaluation and the commands that measure with it"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from knowledge.actions.loading import load_article
from knowledge.content_files import read_folder
from knowledge.models import Article
from search.actions.counting_words import count_words
from search.actions.embedding import embed_pending
from search.actions.indexing import index_pending
from search.evaluation import LabelledQuestion, Outcome, mean_reciprocal_rank, read_cases, recall
from tests.factories import make_article

DATA = Path(__file__).parents[1] / "data"
# Labelled questions, and the least part of them that the hybrid has to find among its first three.
LABELLED = {DATA / "similar_questions.tsv": 0.93, DATA / "lay_questions.tsv": 0.89}
CONTENT = Path(__file__).parents[2] / "knowledge" / "content"


def outcome(found, expected=("a",)):
    return Outcome(LabelledQuestion("1", "t", "b", expected), found)


def test_the_figures_count_the_first_right_article():
    outcomes = [outcome(("a",)), outcome(("x", "a")), outcome(("x", "y", "z", "a")), outcome(())]

    assert [recall(outcomes, depth) for depth in (1, 3, 10)] == [0.25, 0.5, 0.75]
    assert mean_reciprocal_rank(outcomes) == pytest.approx((1 + 0.5 + 0.25) / 4)


@pytest.mark.parametrize("text", ["", "id\ttitle\tbody\tslugs\n", "id\ttitle\n1\tx\n"])
def test_a_file_that_holds_no_cases_is_refused(tmp_path, text):
    path = tmp_path / "cases.tsv"
    path.write_text(text)

    with pytest.raises(CommandError, match="cases.tsv"):
        call_command("suggest", cases=path)


@pytest.mark.django_db
def test_suggest_prints_one_array_for_programs(tmp_path):
    make_article(tmp_path, "night-cramps", title="Cramps at night")
    index_pending()
    path, out = tmp_path / "cases.tsv", StringIO()
    path.write_text('id\ttitle\tbody\tslugs\nA1\tCramps at "night\t\tnight-cramps,other\n')

    call_command("suggest", cases=path, json=True, stdout=out)

    assert json.loads(out.getvalue()) == [
        {"id": "A1", "expected": ["night-cramps", "other"], "found": ["night-cramps"]}
    ]


@pytest.mark.django_db
def test_the_search_finds_what_the_labelled_questions_ask_for():
    for position, file in enumerate(read_folder(CONTENT)):
        load_article(file, position)
    while index_pending():
        pass
    count_words()
    while embed_pending():
        pass

    known = set(Article.objects.values_list("slug", flat=True))
    for cases, least in LABELLED.items():
        found = figures_of(cases)
        assert found["hybrid"] >= least, cases.name
        assert found["hybrid"] > max(found["full text"], found["vectors"]), cases.name
        assert all(known & set(case.expected) for case in read_cases(cases))


def figures_of(cases):
    """Return recall@3 of each way of searching."""
    out = StringIO()
    call_command("evaluate_search", cases=cases, stdout=out)
    return {line[:10].strip(): float(line.split()[-3]) for line in out.getvalue().splitlines()[1:4]}
