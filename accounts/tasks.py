"""What is done about people once a day."""

from django.db import OperationalError

from accounts.actions.awarding_badges import award_badge, forget_other_badges
from accounts.badges import all_badges
from lib.tasks import retried_task


@retried_task(OperationalError)
def award_badges() -> None:
    """Give and take all badges after the facts of today; running it again changes nothing."""
    badges = all_badges()
    forget_other_badges(badges)
    for badge in badges:
        award_badge(badge)
