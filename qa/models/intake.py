"""What the asker told beside the text, in answers that can be compared."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable

from qa.intake.choices import (
    CHILD_AGES,
    AgeBand,
    Condition,
    Feeling,
    ForWhom,
    Frequency,
    Lasts,
    Medicine,
    Onset,
    Pregnancy,
    Sleep,
    TimeOfDay,
    Tried,
    Trigger,
)
from qa.intake.fields import BY_NAME, FIELDS, NOTE_MAX, PAIN_MOST, PARTS, PRIVATE_NAMES

CHOICE_MAX = 20


def _one(choices: type[models.TextChoices]) -> models.CharField:
    return models.CharField(max_length=CHOICE_MAX, choices=choices, blank=True)


def _many(choices: type[models.TextChoices]) -> ArrayField:
    return ArrayField(models.CharField(max_length=CHOICE_MAX, choices=choices), default=list, blank=True)


def _note() -> models.CharField:
    return models.CharField(max_length=NOTE_MAX, blank=True)


def _is_known() -> list[models.CheckConstraint]:
    """Each answer is one of those that its field knows."""
    conditions: dict[str, Q | Combinable] = {}
    for one in FIELDS:
        if one.choices is None:
            conditions[one.name] = Q(pain=None) | Q(pain__range=(0, PAIN_MOST))
        elif one.is_many:
            conditions[one.name] = Q(**{f"{one.name}__contained_by": one.choices.values})
        else:
            conditions[one.name] = Q(**{f"{one.name}__in": ["", *one.choices.values]})
    return [
        models.CheckConstraint(condition=condition, name=f"intake_{name}_is_known")
        for name, condition in conditions.items()
    ]


def _is_kept_apart(name: str) -> models.CheckConstraint:
    """What is private is in no column that everybody's pages read."""
    columns = {name: BY_NAME[name].empty}
    if BY_NAME[name].note:
        columns[BY_NAME[name].note] = ""
    return models.CheckConstraint(
        condition=~Q(private_fields__contains=[name]) | Q(**columns),
        name=f"intake_{name}_private_is_elsewhere",
    )


class Intake(models.Model):
    """The public answers of one question. Of `private_fields` nothing stands here: see PrivateDetails."""

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="intake")
    for_whom = _one(ForWhom)
    age_band = _one(AgeBand)
    feels = _many(Feeling)
    onset = _one(Onset)
    frequency = _one(Frequency)
    frequency_note = _note()
    lasts = _one(Lasts)
    lasts_note = _note()
    times = _many(TimeOfDay)
    triggers = _many(Trigger)
    triggers_note = _note()
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    sleep = _one(Sleep)
    medicines = _many(Medicine)
    medicines_note = _note()
    pregnancy = _one(Pregnancy)
    conditions = _many(Condition)
    conditions_note = _note()
    tried = _many(Tried)
    tried_note = _note()
    # Whoever asks for somebody else has said that they may.
    may_speak = models.BooleanField(default=False)
    private_fields = ArrayField(models.CharField(max_length=CHOICE_MAX), default=list, blank=True)
    # How many of qa.intake.PARTS are known, the private ones included.
    known_parts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            *_is_known(),
            *(_is_kept_apart(name) for name in BY_NAME),
            models.CheckConstraint(
                condition=Q(private_fields__contained_by=list(PRIVATE_NAMES)),
                name="intake_private_fields_exist",
            ),
            models.CheckConstraint(
                condition=Q(for_whom__in=["", ForWhom.SELF]) | Q(may_speak=True),
                name="intake_about_others_by_those_who_may",
            ),
            models.CheckConstraint(
                condition=~Q(for_whom=ForWhom.CHILD)
                | Q(age_band__in=CHILD_AGES)
                | Q(private_fields__contains=["age_band"]),
                name="intake_of_a_child_has_an_age",
            ),
            models.CheckConstraint(
                condition=Q(known_parts__lte=len(PARTS)), name="intake_known_parts_not_more_than_there_are"
            ),
        ]

    def __str__(self) -> str:
        return f"intake of {self.post_id}"


class PrivateDetails(models.Model):
    """What only experts, moderators and the asker may read of a question, encrypted."""

    post = models.OneToOneField(
        "posts.Post", models.PROTECT, primary_key=True, related_name="private_details"
    )
    token = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(token=""), name="private_details_are_not_empty"),
        ]

    def __str__(self) -> str:
        return f"private details of {self.post_id}"
