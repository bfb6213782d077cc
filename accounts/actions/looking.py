"""Recording who looks at what is not public about somebody else."""

from accounts import rules
from accounts.models import ExpertApplication, User
from audit.recording import record


def look_at_application(actor: User, application: ExpertApplication) -> None:
    """Record that a verifier opens an application, which shows the license number; raises PermissionDenied."""
    rules.require(rules.can_judge(actor, application))
    record(actor, "application.opened", application)
