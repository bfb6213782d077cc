"""qa: the migration that moves the old details of questions into the intake"""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import make_question

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, FILLED = [("qa", "0003_intake")], [("qa", "0004_details_into_intake")]


def move(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def _back_to_the_present():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("_back_to_the_present")
def test_details_move_into_the_intake_and_back():
    told, silent = make_question(body_site="calf"), make_question()

    apps = move(BEFORE)
    question, intake = apps.get_model("qa", "Question"), apps.get_model("qa", "Intake")
    intake.objects.all().delete()
    question.objects.filter(pk=told.pk).update(
        lasts="two minutes", frequency="weekly", triggers="beds", age_band="60-74"
    )
    apps = move(FILLED)

    intake = apps.get_model("qa", "Intake").objects.get(pk=told.pk)
    assert (intake.lasts_note, intake.frequency_note, intake.triggers_note) == (
        "two minutes",
        "weekly",
        "beds",
    )
    assert (intake.age_band, intake.known_parts) == ("60-74", 4)
    assert apps.get_model("posts", "Post").objects.get(pk=told.pk).facets == ["age:60-74"]
    assert apps.get_model("qa", "Intake").objects.get(pk=silent.pk).known_parts == 0

    apps = move(BEFORE)
    old = apps.get_model("qa", "Question").objects.get(pk=told.pk)
    assert (old.lasts, old.frequency, old.triggers, old.age_band) == (
        "two minutes",
        "weekly",
        "beds",
        "60-74",
    )
    assert not apps.get_model("qa", "Intake").objects.exists()
