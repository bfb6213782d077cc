"""The answers that the intake of a question knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ForWhom(models.TextChoices):
    """Whose body it is."""

    SELF = "self", _("Me")
    CHILD = "child", _("A child in my care")
    ADULT = "adult", _("Another adult I care for")


class AgeBand(models.TextChoices):
    """How old the person is, coarsely."""

    UNDER_2 = "0-1", _("Under 2")
    FROM_2 = "2-5", _("2 to 5")
    FROM_6 = "6-11", _("6 to 11")
    FROM_12 = "12-17", _("12 to 17")
    UNDER_18 = "under_18", _("Under 18, no closer")
    FROM_18 = "18-29", _("18 to 29")
    FROM_30 = "30-44", _("30 to 44")
    FROM_45 = "45-59", _("45 to 59")
    FROM_60 = "60-74", _("60 to 74")
    FROM_75 = "75+", _("75 and over")


CHILD_AGES = (AgeBand.UNDER_2, AgeBand.FROM_2, AgeBand.FROM_6, AgeBand.FROM_12, AgeBand.UNDER_18)


class Onset(models.TextChoices):
    """Since when."""

    TODAY = "today", _("Today")
    DAYS = "days", _("A few days")
    WEEKS = "weeks", _("A few weeks")
    MONTHS = "months", _("A few months")
    YEARS = "years", _("A year or longer")


class Lasts(models.TextChoices):
    """How long one episode lasts."""

    FLASH = "flash", _("A split second")
    SECONDS = "seconds", _("Seconds")
    MINUTES = "minutes", _("Up to ten minutes")
    LONG = "long", _("One cramp held for over ten minutes")
    HOURS = "hours", _("Hours to days")
    CONSTANT = "constant", _("It does not stop")


class Frequency(models.TextChoices):
    """How often."""

    FIRST = "first", _("First time")
    RARE = "rare", _("Now and then")
    WEEKLY = "weekly", _("Every week")
    MOST_DAYS = "most_days", _("Most days or nights")
    MANY = "many", _("Many times a day")


class TimeOfDay(models.TextChoices):
    """When it comes."""

    NIGHT = "night", _("At night in bed")
    FALLING_ASLEEP = "falling_asleep", _("While falling asleep")
    WAKING = "waking", _("On waking")
    EXERCISE = "exercise", _("During exercise")
    AFTER_EXERCISE = "after_exercise", _("After exercise")
    WALKING = "walking", _("After walking some way, gone with rest")
    EVENING = "evening", _("Evenings at rest")
    SITTING = "sitting", _("Sitting or working")
    TASK = "task", _("Only with one task, such as writing")
    ANY = "any", _("Any time")


class Feeling(models.TextChoices):
    """What it feels or looks like."""

    KNOT = "knot", _("A hard, painful knot")
    TWITCH = "twitch", _("A flicker under the skin")
    JERK = "jerk", _("A sudden jolt")
    STIFF = "stiff", _("Tight and stiff")
    TWISTED = "twisted", _("Pulled or twisted into a position")
    URGE = "urge", _("An urge to move")
    BURNING = "burning", _("Burning or shooting pain")
    NUMB = "numb", _("Numb or tingling")
    WEAK = "weak", _("Weak, or it gives way")
    SWOLLEN = "swollen", _("Swollen, warm or discolored")


class Trigger(models.TextChoices):
    """What sets it off, or went before it."""

    EFFORT = "effort", _("Hard or unusual effort")
    LIFTING = "lifting", _("Lifting or twisting")
    SITTING = "sitting", _("Long sitting or screen work")
    STANDING = "standing", _("Long standing")
    POSITION = "position", _("Pointing the toes, or an odd position")
    SHOES = "shoes", _("New or tight shoes")
    HEAT = "heat", _("Heat or sweating")
    COLD = "cold", _("Cold")
    STRESS = "stress", _("Stress or worry")
    POOR_SLEEP = "poor_sleep", _("Too little sleep")
    CAFFEINE = "caffeine", _("A lot of caffeine")
    ALCOHOL = "alcohol", _("Alcohol")
    ILLNESS = "illness", _("Vomiting, diarrhea or an illness")
    IMMOBILE = "immobile", _("Long travel, surgery, a cast or bed rest")
    INJURY = "injury", _("An injury")
    NEW_MEDICINE = "new_medicine", _("A new or changed medicine")
    NOTHING = "nothing", _("Nothing that I noticed")


class Medicine(models.TextChoices):
    """Medicines that matter for cramps and spasms."""

    DIURETIC = "diuretic", _("Water tablet (diuretic)")
    STATIN = "statin", _("Statin")
    BLOOD_PRESSURE = "blood_pressure", _("Blood pressure medicine")
    INHALER = "inhaler", _("Asthma or COPD inhaler")
    SICKNESS = "sickness", _("Anti-sickness medicine or antipsychotic")
    MOOD = "mood", _("Antidepressant, tramadol or triptan")
    HORMONES = "hormones", _("Contraceptive or other hormones")
    RELAXANT = "relaxant", _("Muscle relaxant")
    QUININE = "quinine", _("Quinine")
    OTHER = "other", _("Something else")
    NONE = "none", _("None")


class Pregnancy(models.TextChoices):
    """Pregnant, or not long ago."""

    NO = "no", _("No")
    YES = "yes", _("Pregnant")
    AFTER_BIRTH = "after_birth", _("Gave birth in the last six weeks")


class Condition(models.TextChoices):
    """Illnesses that matter for cramps and spasms."""

    DIABETES = "diabetes", _("Diabetes")
    KIDNEY = "kidney", _("Kidney or liver disease")
    HEART = "heart", _("Heart disease")
    CIRCULATION = "circulation", _("Poor circulation, or an earlier blood clot")
    THYROID = "thyroid", _("Thyroid disease")
    NERVES = "nerves", _("Disease of the nerves, brain or spinal cord")
    EPILEPSY = "epilepsy", _("Epilepsy")
    CANCER = "cancer", _("Cancer, now or earlier")
    ANXIETY = "anxiety", _("Panic attacks or anxiety")
    OTHER = "other", _("Something else")
    NONE = "none", _("None")


class Tried(models.TextChoices):
    """What has been tried."""

    STRETCH = "stretch", _("Stretching")
    MASSAGE = "massage", _("Massage")
    HEAT = "heat", _("Heat")
    COLD = "cold", _("Cold")
    MOVEMENT = "movement", _("Walking or moving")
    REST = "rest", _("Rest")
    DRINKING = "drinking", _("Drinking more, or salt")
    MAGNESIUM = "magnesium", _("Magnesium")
    PAINKILLER = "painkiller", _("A painkiller")
    SHOES = "shoes", _("Other shoes, pillow or desk")
    CLINICIAN = "clinician", _("Saw a clinician about it")
    OTHER = "other", _("Something else")
    NOTHING = "nothing", _("Nothing yet")


class Sleep(models.TextChoices):
    """What it does to sleep."""

    NONE = "none", _("I sleep well")
    SOME = "some", _("It wakes me now and then")
    MOST = "most", _("It ruins most nights")
