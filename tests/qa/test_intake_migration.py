"""qa: the migration that moves the old details of questions into the intake"""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import make_question

pytestmark = pytest.mark.django_db(transaction=True)
FILLING, REMOVING = ("qa", "0004_details_into_intake"), ("qa", "0005_old_details")


class Way:
    """These two migrations alone, among tables that are as later ones left them.

    Going through all of them would take a minute, in which Django pictures the models of each step.
    """

    def __init__(self):
        self.executor = MigrationExecutor(connection)
        self.loader = self.executor.loader

    def back(self, *keys):
        """Take migrations back; return the models as they were before the last of them."""
        for key in keys:
            self.executor.unapply_migration(self.before(key), self.loader.graph.nodes[key])
        return self.before(keys[-1]).apps

    def on(self, *keys):
        """Apply migrations; return the models as they were after the last of them."""
        for key in keys:
            self.executor.apply_migration(self.before(key), self.loader.graph.nodes[key])
        return self.loader.project_state(keys[-1]).apps

    def before(self, key):
        return self.loader.project_state(key, at_end=False)


@pytest.fixture
def way():
    one = Way()
    yield one
    applied = one.executor.recorder.applied_migrations()
    if missing := [key for key in (FILLING, REMOVING) if key not in applied]:
        one.on(*missing)


def test_details_move_into_the_intake_and_back(way):
    told, silent = make_question(body_site="calf"), make_question()

    apps = way.back(REMOVING, FILLING)
    question, intake = apps.get_model("qa", "Question"), apps.get_model("qa", "Intake")
    intake.objects.all().delete()
    question.objects.filter(pk=told.pk).update(
        lasts="two minutes", frequency="weekly", triggers="beds", age_band="60-74"
    )
    apps = way.on(FILLING)

    intake = apps.get_model("qa", "Intake").objects.get(pk=told.pk)
    assert (intake.lasts_note, intake.frequency_note, intake.triggers_note) == (
        "two minutes",
        "weekly",
        "beds",
    )
    assert (intake.age_band, intake.known_parts) == ("60-74", 4)
    assert apps.get_model("posts", "Post").objects.get(pk=told.pk).facets == ["age:60-74"]
    assert apps.get_model("qa", "Intake").objects.get(pk=silent.pk).known_parts == 0

    apps = way.back(FILLING)
    old = apps.get_model("qa", "Question").objects.get(pk=told.pk)
    assert (old.lasts, old.frequency, old.triggers, old.age_band) == (
        "two minutes",
        "weekly",
        "beds",
        "60-74",
    )
    assert not apps.get_model("qa", "Intake").objects.exists()
