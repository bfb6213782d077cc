"""Sending forms: as one person alone, and as eight at once."""

import hashlib
import http.client
import itertools
import random
import re
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median, quantiles
from string import ascii_lowercase
from urllib.parse import urlencode

from django.utils.html import strip_tags

from benchmarks.pages import signed_in
from benchmarks.site import HOST, PORT
from benchmarks.vocabulary import advice, paragraphs, sentence, title
from posts.models import Post, Tag
from qa.forms.answering import Interests
from qa.models.answer import Evidence
from qa.selectors.before_asking import digest_of
from qa.triage.assessment import assess

AT_ONCE = 8
FOUND, SHOWN = 302, 200
TOLD = re.compile(r'class="(?:error|field-error|note)[^"]*"[^>]*>(.*?)</(?:p|li|div)>', re.DOTALL)


@dataclass(frozen=True)
class Form:
    """Where a form goes, what is in it, and with which status it is taken."""

    address: str
    fields: dict[str, str]
    status: int = FOUND


@dataclass(frozen=True)
class Sending:
    """What is measured: a name, who sends, and the forms, each of them another one."""

    name: str
    sessions: list[str]
    forms: Iterator[Form]


@dataclass(frozen=True)
class Written:
    """How fast forms are taken."""

    number: int
    requests_a_second: float
    median_ms_alone: float
    p99_ms: float


def all_sendings() -> list[Sending]:
    """Return what people send, with a session for each of many."""
    members = signed_in()
    experts = signed_in(40, experts=True)
    chance = random.Random()  # noqa: S311 - other texts each time: the same one twice would be held back
    questions, tags = _discussed(chance, 500), _tags()
    answers = list(Post.objects.filter(root__in=questions, kind="answer").values_list("pk", flat=True))
    # Nobody answers their own.
    asked_by_others = list(
        Post.objects.filter(pk__in=[one.pk for one in questions], author__expert_valid_until=None)
    )
    return [
        Sending("vote", members, _forms(lambda: _vote(chance, answers))),
        Sending("comment", members, _forms(lambda: _comment(chance, questions))),
        Sending("answer", experts, _forms(lambda: _answer(chance, asked_by_others))),
        Sending("ask: check", members, _forms(lambda: _check(chance, tags))),
        Sending("ask: publish", members, _forms(lambda: _publish(chance, tags))),
    ]


def _forms(make: Callable[[], Form]) -> Iterator[Form]:
    return iter(make, None)


def _discussed(chance: random.Random, number: int) -> list[Post]:
    """Return questions that have some answers, others each time: what is measured here adds to them."""
    keys = Post.objects.public().questions().filter(answer_count__gte=3).values_list("pk", flat=True)
    chosen = chance.sample(list(keys[: number * 100]), number)
    return list(Post.objects.filter(pk__in=chosen).only("pk"))


def _tags() -> list[str]:
    return list(Tag.objects.order_by("-post_count").values_list("slug", flat=True)[:200])


def _mark(chance: random.Random) -> str:
    """What no other text has; without digits, which might look like somebody's number."""
    return "".join(chance.choices(ascii_lowercase, k=10))


def _vote(chance: random.Random, answers: list[int]) -> Form:
    return Form(f"/posts/{chance.choice(answers)}/vote/", {"value": chance.choice(["1", "-1"])})


def _comment(chance: random.Random, questions: list[Post]) -> Form:
    body = f"{paragraphs(chance, sentence, 2)} {_mark(chance)}"
    return Form(f"/posts/{chance.choice(questions).pk}/comment/", _text(body))


def _answer(chance: random.Random, questions: list[Post]) -> Form:
    body = f"{paragraphs(chance, advice, 6)} {_mark(chance)}"
    rests_on = {"evidence": Evidence.EXPERIENCE, "interests": Interests.NONE}
    said = {"changes_advice": sentence(chance), "get_help": sentence(chance)}
    return Form(f"/questions/{chance.choice(questions).pk}/answer/", _text(body) | rests_on | said)


def _check(chance: random.Random, tags: list[str]) -> Form:
    """The first of the two requests of a question: what should be known before it is public."""
    return Form("/ask/", _question(chance, tags) | {"do": "check"}, SHOWN)


def _publish(chance: random.Random, tags: list[str]) -> Form:
    """The second: a question whose dangers and answers have been shown."""
    question = _question(chance, tags)
    text = "\n".join([question["title"], question["body"]])
    seen = {"checked": digest_of(assess(text, {})), "answers_seen": "yes", "danger": "none"}
    return Form("/ask/", question | seen)


def _question(chance: random.Random, tags: list[str]) -> dict[str, str]:
    body = f"{paragraphs(chance, sentence, 6)} {_mark(chance)}"
    head = {
        "title": f"{title(chance)[:130]} {_mark(chance)}",
        "tags": ", ".join(chance.sample(tags, 3)),
    }
    return _text(body) | head


def _text(body: str) -> dict[str, str]:
    return {"body": body, "submission_key": str(uuid.uuid4())}


def measure(sending: Sending, *, seconds: int) -> Written:
    """Send forms one after the other, then eight at once. Raises RuntimeError when one is not taken."""
    alone, _rate = _send(sending, 1, seconds)
    together, rate = _send(sending, AT_ONCE, seconds)
    return Written(len(alone) + len(together), rate, median(alone), quantiles(together, n=100)[98])


def _send(sending: Sending, at_once: int, seconds: int) -> tuple[list[float], float]:
    """Return how long each form took, in milliseconds, and how many were taken a second."""
    took: list[float] = []
    problems: list[str] = []
    sessions, lock = itertools.cycle(sending.sessions), threading.Lock()
    begun = time.perf_counter()

    def work() -> None:
        connection = http.client.HTTPConnection(HOST, PORT, timeout=30)
        while time.perf_counter() - begun < seconds and not problems:
            with lock:
                form, session = next(sending.forms), next(sessions)
            before = time.perf_counter()
            problem = _post(connection, form, session)
            took.append((time.perf_counter() - before) * 1_000)
            if problem:
                problems.append(problem)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise RuntimeError(f"{sending.name}: {problems[0]}")
    return took, len(took) / (time.perf_counter() - begun)


def _post(connection: http.client.HTTPConnection, form: Form, session: str) -> str:
    """Send one form; return what went wrong, if anything did."""
    status, location, content = _send_once(connection, form, session)
    if status == form.status and "/accounts/" not in location:
        return ""
    told = " ".join(strip_tags(" ".join(TOLD.findall(content))).split())
    return f"{form.address} answered {status} {location} {told[:500]}"


def headers_of(session: str) -> tuple[str, dict[str, str]]:
    """Return a token against forgery, and what a browser of this session says of itself."""
    # Everybody writes from a place of their own, so that the limits count as they would.
    place = ".".join(str(part) for part in (10, *hashlib.sha256(session.encode()).digest()[:3]))
    return secrets.token_hex(16), {"Origin": f"http://{HOST}:{PORT}", "X-Forwarded-For": place}


def _send_once(connection: http.client.HTTPConnection, form: Form, session: str) -> tuple[int, str, str]:
    """Return status, address to go on and page that answer a form."""
    token, headers = headers_of(session)
    headers |= {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session}; csrftoken={token}",
    }
    connection.request(
        "POST", form.address, urlencode({**form.fields, "csrfmiddlewaretoken": token}), headers
    )
    response = connection.getresponse()
    content = response.read().decode()
    return response.status, response.headers.get("Location", ""), content
