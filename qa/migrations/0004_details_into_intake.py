"""Moves what askers told in free words into the notes of the intake, and the age into its column."""

from django.db import migrations
from django.db.models import Q

BATCH = 1000


def fill(apps, schema_editor):
    question, intake = apps.get_model("qa", "Question"), apps.get_model("qa", "Intake")
    post = apps.get_model("posts", "Post")
    rows = question.objects.filter(post__intake=None).select_related("post").order_by("pk")
    while batch := list(rows[:BATCH]):
        intake.objects.bulk_create(intake(**columns_of(row)) for row in batch)
    ages = question.objects.exclude(age_band__in=["", "under_18"]).order_by("pk")
    for age in set(ages.values_list("age_band", flat=True).distinct()):
        told = question.objects.filter(age_band=age).values("pk")
        post.objects.filter(pk__in=told, facets=[]).update(facets=[f"age:{age}"])


def columns_of(row):
    age_and_times = int(bool(row.age_band)) + int(bool(row.lasts or row.frequency))
    return {
        "post_id": row.pk,
        "age_band": row.age_band,
        "lasts_note": row.lasts,
        "frequency_note": row.frequency,
        "triggers_note": row.triggers,
        "known_parts": age_and_times + int(bool(row.triggers)) + int(row.post.body_site != ""),
    }


def empty(apps, schema_editor):
    """Give back the words and the age; what the old columns could not hold is lost."""
    question, intake = apps.get_model("qa", "Question"), apps.get_model("qa", "Intake")
    told = intake.objects.exclude(
        Q(lasts_note="", frequency_note="", triggers_note="", age_band="")
    ).order_by("pk")
    for row in told.iterator(chunk_size=BATCH):
        question.objects.filter(pk=row.pk).update(
            lasts=row.lasts_note[:80],
            frequency=row.frequency_note[:80],
            triggers=row.triggers_note[:160],
            age_band="under_18" if row.age_band in ("0-1", "2-5", "6-11", "12-17") else row.age_band,
        )
    intake.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("qa", "0003_intake"),
    ]

    operations = [
        migrations.RunPython(fill, reverse_code=empty),
    ]
