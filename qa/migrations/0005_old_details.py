"""Takes away the columns whose details stand in the intake now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("qa", "0004_details_into_intake"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="question",
            name="question_age_band_is_known",
        ),
        migrations.RemoveField(
            model_name="question",
            name="age_band",
        ),
        migrations.RemoveField(
            model_name="question",
            name="frequency",
        ),
        migrations.RemoveField(
            model_name="question",
            name="lasts",
        ),
        migrations.RemoveField(
            model_name="question",
            name="triggers",
        ),
    ]
