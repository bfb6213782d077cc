"""What search does when the site starts: it says when the model for search by meaning is not there."""

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        register(check_model)


def check_model(**kwargs: object) -> list[CheckMessage]:
    """Warn of a model that is missing or another one; words alone are searched then."""
    from search.embedding import find_problem

    problem = find_problem()
    if not problem:
        return []
    advice = "Search goes on by words alone. Install the packages of requirements.txt again."
    return [Warning(f"Search by meaning is off: {problem}.", hint=advice, id="search.W001")]
