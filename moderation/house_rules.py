"""The house rules as data: each decision names one of them by its key, which never changes its meaning.

A rule that is given up stays here, so that old decisions can still be read.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HouseRule:
    """One rule: `key` is its anchor on the page of the rules, and what decisions store.

    `warning` is what a warning under it says where the moderator writes no words of their own.
    """

    key: str
    title: str | Promise
    text: str | Promise
    warning: str | Promise = ""


RULES = (
    HouseRule("kind", _("Be kind"),
              _("Whoever asks is hurting, and may be afraid. No mockery, no blame, no “just google it”."),
              _("Please speak about the matter and never down to a person. Whoever asks here is hurting.")),
    HouseRule("medicine", _("No advice to stop or change a medicine"),
              _("Not the dose, not the brand, not the time. Say “ask your doctor or pharmacist about it” instead."),
              _("Please do not tell people to stop or change a medicine. That is for their doctor or pharmacist.")),
    HouseRule("diagnosis", _("No diagnoses of strangers"),
              _("Nobody can examine anyone here. Say what might fit and what would speak against it, "
                "not what someone “has”."),
              _("Please do not say what a stranger has. Say what might fit, and what would speak against it.")),
    HouseRule("danger", _("Danger first"),
              _("If you read of a sign that needs help now, say so before anything else, and report it, "
                "so that a moderator sees it at once. Advice that could harm is taken off."),
              _("Please do not advise what could harm. Where a sign needs help now, say so first and report it.")),
    HouseRule("honest", _("Say what you know and how"),
              _("Your own experience is welcome: call it that. If you rely on a study or a guideline, name it. "
                "Being unsure is fine; hiding it is not."),
              _("Please say how you know it: from your own experience, or from a source that you name.")),
    HouseRule("private", _("Keep people private"),
              _("No names, addresses or numbers of yourself or others, and no pictures by which somebody can be "
                "recognized. Ask for a friend without saying who it is."),
              _("Please leave out names, addresses, numbers and pictures by which somebody can be recognized.")),
    HouseRule("selling", _("Nothing to sell"),
              _("No advertising, no links that pay you, no recruiting of patients. Experts name what ties them "
                "to a product."),
              _("Please do not advertise here, and name what ties you to a product before you recommend it.")),
    HouseRule("account", _("One person, one account"),
              _("No voting for yourself with a second one, and no pretending to a license."),
              _("Please use one account, do not vote for yourself, and do not claim a license that you do not have.")),
    HouseRule("place", _("Everything in its place"),
              _("Questions are about muscle spasms and cramps, answers answer them, and what was asked before is "
                "not asked again. A text in the wrong place is moved or closed."),
              _("Please write where it belongs: questions about spasms and cramps, and answers that answer them.")),
)  # fmt: skip
# Decisions that were made before rules had keys.
UNNAMED = HouseRule("unnamed", _("Not named"), "")
RULE_OF = {rule.key: rule for rule in (*RULES, UNNAMED)}
RULE_CHOICES = [(rule.key, rule.title) for rule in RULES]


def rule_number(key: str) -> int | None:
    """Return the number under which readers find a rule."""
    keys = [rule.key for rule in RULES]
    return keys.index(key) + 1 if key in keys else None
