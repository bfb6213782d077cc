"""People and posts for tests, made through the same actions that the site uses."""

import itertools
import time
import uuid
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db.models import F
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts.actions.applying import ApplicationText, DocumentChanges, submit_application
from accounts.actions.granting_roles import set_roles
from accounts.actions.judging_applications import Opinion, give_opinion, start_review
from accounts.actions.keeping_documents import Upload
from accounts.actions.second_factor import note_second_factor
from accounts.actions.verifying_experts import CheckedCredential, grant_credential
from accounts.models import ExpertApplication, User
from accounts.roles import Profession, Role
from comments.actions.commenting import comment_on
from comments.actions.guest_changing import confirm
from comments.actions.guest_writing import GuestText, comment_as_guest
from knowledge.actions.drafting import DraftText, open_draft, save_draft, submit
from knowledge.actions.loading import load_article
from knowledge.content_files import read_file
from knowledge.models import Article, Proposal
from lib.documents import DocumentKind
from moderation.actions.bulk import Order, decide_many
from moderation.actions.deciding import Verdict, decide
from moderation.actions.finding_rings import VOTES_LEAST, find_rings
from moderation.actions.flagging import flag_post
from moderation.models import (
    HARMLESS,
    Batch,
    BatchAction,
    Decision,
    DecisionAction,
    FlagReason,
    ReviewItem,
    VoteRing,
)
from moderation.selectors.selections import Selection
from posts.actions.editing import GRACE
from posts.actions.merging_tags import merge_tags
from posts.actions.tagging import make_tags
from posts.actions.uploading import upload_picture
from posts.models import Picture, Post, Tag, TagMerge, Vote
from posts.models.vote import HELPFUL
from qa.actions.answering import answer_question
from qa.actions.asking import Draft, ask_question
from qa.models import Evidence
from qa.statement import Statement
from tests.lib.pictures import Upload as PictureUpload

PASSWORD = "calf-stretch-at-night"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
numbers = itertools.count(1)
BODY = "It wakes me at three, my calf is hard as wood, and I do not know what to do."
ANSWER = "Straighten the knee, pull the toes to the shin and hold until the muscle lets go."
ARTICLE = """---
title: "{title}"
slug: {slug}
kind: {kind}
summary: "Short. Plain. True."
tags: [basics]
body_sites: [calf]
facts: []
sources:
  - organisation: NHS
    title: Leg cramps
    year: 2023
    url: https://www.nhs.uk/conditions/leg-cramps/
review:
  last_reviewed: null
  reviewed_by: null
  reviewer_qualification: null
  next_due: 2027-05-22
related: []
---
{body}
"""


def make_member(handle: str = "", **columns) -> User:
    """Return a member of a month; `make_newcomer` returns one whom the limits of new members concern."""
    number = next(numbers)
    handle = handle or f"member{number}"
    columns.setdefault("created_at", timezone.now() - timedelta(days=30))
    user = User(email=f"{handle}@example.org", handle=handle, **columns)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_newcomer(handle: str = "") -> User:
    return make_member(handle, created_at=timezone.now())


def make_suggester(*, points: int = 50, days_old: int = 30) -> User:
    """Return a member who has earned to suggest edits, or with more points and days more."""
    created_at = timezone.now() - timedelta(days=days_old)
    return make_member(reputation_points=points - 1, created_at=created_at)


def make_expert(
    handle: str = "",
    *,
    valid_days: int = 100,
    profession=Profession.PHYSIOTHERAPIST,
    second_factor: bool = True,
) -> User:
    user = make_member(handle)
    today = timezone.localdate()
    checked = CheckedCredential(
        profession=profession,
        country="Norway",
        register="Helsepersonellregisteret",
        checked_on=today - timedelta(days=200),
        valid_until=today + timedelta(days=valid_days),
    )
    grant_credential(None, user, checked)
    user.refresh_from_db()
    return give_second_factor(user) if second_factor else user


def give_second_factor(user: User) -> User:
    """Set up an authenticator app whose secret every test knows; return the person as the database has it."""
    return note_second_factor(TOTP.activate(user, TOTP_SECRET).instance.user, kind="totp", is_new=True)


def totp_code(secret: str = TOTP_SECRET) -> str:
    """Return what the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def make_staff(role: Role, handle: str = "", *, second_factor: bool = True) -> User:
    person = set_roles(None, make_member(handle), [role])
    return give_second_factor(person) if second_factor else person


def make_moderator(handle: str = "") -> User:
    return make_staff(Role.MODERATOR, handle)


LICENSE_NUMBER = "NO-HPR-7741902"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def make_document(name: str = "diploma-of-ann.pdf", data: bytes = PDF) -> Upload:
    return Upload(name, DocumentKind.PDF, data)


def make_application_text(**changes) -> ApplicationText:
    fields = {
        "profession": Profession.PHYSIOTHERAPIST,
        "country": "NO",
        "issuing_body": "Helsedirektoratet",
        "license_number": LICENSE_NUMBER,
        "scope_sites": ["calf"],
        "scope_tags": ["night-cramps"],
        "languages": ["en", "nb"],
        "conflicts": "I teach a paid course.",
        "agrees": True,
    }
    return ApplicationText(**(fields | changes))


def make_application(person: User | None = None, **changes) -> ExpertApplication:
    """Return an application that waits for a verifier."""
    documents = DocumentChanges([make_document()])
    return submit_application(person or make_member(), make_application_text(**changes), documents)


def make_opinion(*, approves: bool = True, days: int = 365) -> Opinion:
    checked = "Looked up by name and number in the public register: active."
    if approves:
        return Opinion(
            approves=True, checked=checked, valid_until=timezone.localdate() + timedelta(days=days)
        )
    return Opinion(approves=False, checked=checked, reason="The register does not list you.")


def make_verifier(handle: str = "") -> User:
    return make_staff(Role.VERIFIER, handle)


def judge(application: ExpertApplication, *, approves: bool = True, **more) -> ExpertApplication:
    """Let two verifiers decide an application that was sent."""
    first, second = make_verifier(), make_verifier()
    start_review(first, application)
    give_opinion(first, application, make_opinion(approves=approves, **more))
    return give_opinion(second, application, make_opinion(approves=approves, **more))


def make_question(author: User | None = None, **fields) -> Post:
    tags = fields.pop("tags", ["calf"])
    make_tags(tags)
    fields.setdefault("title", f"Calf cramp at three in the morning, number {next(numbers)}")
    fields.setdefault("body", BODY)
    return ask_question(author or make_member(), Draft(tags=tags, **fields)).post


def make_statement(**changes) -> Statement:
    fields = {
        "evidence": Evidence.TRIAL,
        "sources": [
            {"title": "Stretching before sleep, 80 adults, 2012", "url": "https://example.org/trial"}
        ],
        "changes_advice": "A swollen calf, or cramps by day as well.",
        "get_help": "Today, if one calf is swollen, hot or red.",
    }
    return Statement(**(fields | changes))


# The same as a form takes it.
STATEMENT = {
    "evidence": "trial",
    "sources": "Stretching before sleep, 80 adults, 2012 https://example.org/trial",
    "changes_advice": "A swollen calf, or cramps by day as well.",
    "get_help": "Today, if one calf is swollen, hot or red.",
    "interests": "none",
}


def make_answer(question: Post, expert: User | None = None, body: str = ANSWER, **statement) -> Post:
    return answer_question(
        expert or make_expert(),
        question.pk,
        body=body,
        statement=make_statement(**statement),
        submission_key=uuid.uuid4(),
    ).post


def make_comment(
    target: Post, author: User | None = None, body: str = "Thank you, that helped.", **more
) -> Post:
    written = comment_on(author or make_member(), target.pk, body=body, submission_key=uuid.uuid4(), **more)
    return written.post


def after_grace(post: Post) -> Post:
    """Let so much time pass since a post was written or edited that the next edit is a version of its own."""
    Post.objects.filter(pk=post.pk).update(
        created_at=F("created_at") - GRACE, edited_at=F("edited_at") - GRACE
    )
    return post


def write_article(folder, slug: str = "night-cramps", *, kind: str = "article", **fields):
    fields.setdefault("title", f"About {slug.replace('-', ' ')}")
    fields.setdefault("body", "## What it is\n\nA cramp.\n\n## When to get help\n\nSoon.")
    path = folder / f"{slug}.md"
    path.write_text(ARTICLE.format(slug=slug, kind=kind, **fields), encoding="utf-8")
    return path


def make_article(folder, slug: str = "night-cramps", **fields) -> Post:
    load_article(read_file(write_article(folder, slug, **fields)), position=0)
    return Post.objects.get(slug=slug, kind="article")


def make_proposal(post: Post, author: User, **changes) -> Proposal:
    """Return a text of an article that waits for a reviewer."""
    post.refresh_from_db()
    fields = {
        "title": post.title,
        "summary": "Shorter. Plainer. Truer.",
        "body": f"{post.body}\n\nAnd one sentence more.",
        "tags": post.tag_slugs,
        "significance": "medium",
        "base_revision": post.revision_count,
        "note": "Said more plainly",
    }
    draft = open_draft(author, Article.objects.get(pk=post.pk))
    return submit(author, save_draft(author, draft, DraftText(**(fields | changes))))


def make_item(post: Post, reason: FlagReason = FlagReason.SPAM) -> ReviewItem:
    return flag_post(make_member(), post, reason=reason).item


def make_decision(
    post: Post, action: DecisionAction = DecisionAction.HIDE, moderator: User | None = None, **choices
) -> Decision:
    """Report a post and let a moderator decide about it."""
    item = make_item(post)
    item.refresh_from_db()
    reason, rule = "It breaks this rule.", "" if action in HARMLESS else "kind"
    passage = choices.pop("passage", "")
    verdict = Verdict(action, reason, item.version, rule=rule, passage=passage, choices=choices)
    return decide(moderator or make_moderator(), item, verdict)


def make_batch(moderator: User, *, posts: int = 2) -> Batch:
    """Let a moderator delete some posts of a new member at once."""
    author = make_member()
    newest = max(make_comment(make_question(), author).pk for _ in range(posts))
    order = Order(BatchAction.DELETE, "selling", "Advertising.", Selection(author=author.handle), newest)
    return decide_many(moderator, order)


def make_ring(one: User, other: User) -> VoteRing:
    """Let two people vote for each other, find that, and return it."""
    for author, voter in [(one, other), (other, one)]:
        Vote.objects.bulk_create(
            Vote(voter=voter, post=make_question(author), value=HELPFUL) for _ in range(VOTES_LEAST)
        )
    find_rings()
    return VoteRing.objects.get(is_open=True, first__in=[one, other], second__in=[one, other])


def make_merge(source: str, target: str) -> TagMerge:
    """Make one topic a word that leads to another."""
    make_tags([source, target])
    tags = {tag.slug: tag for tag in Tag.objects.filter(slug__in=[source, target])}
    return merge_tags(make_moderator(), tags[source], tags[target])


def run_tasks() -> None:
    """Do all background work that is due, as the worker does, but inside the test's transaction."""
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
    )
    while result := DBTaskResult.objects.ready().first():
        result.claim(worker.worker_id)
        worker.run_task(result)


def make_guest_comment(
    target: Post, *, email: str = "gast@example.org", confirmed: bool = True, **text
) -> Post:
    """Return a guest's comment that waits for a moderator, or for its confirmation."""
    fields = {"name": "Kim", "body": "The wall stretch helped me.", "wants_replies": False}
    fields |= {"network": "", "is_proven": True, "submission_key": uuid.uuid4()}
    sent = GuestText(email=email, **(fields | text))
    post = comment_as_guest(target, sent).post
    if confirmed:
        confirm(post.pk)
    post.refresh_from_db()
    return post


def approve(post: Post) -> None:
    """Let a moderator publish what waits."""
    item = ReviewItem.objects.get(post=post, is_open=True)
    decide(make_moderator(), item, Verdict(DecisionAction.APPROVE, "Fine.", item.version))


def make_pictured_question(author: User | None = None, **fields) -> tuple[Post, Picture]:
    """Return a question of a member, and the picture that it shows."""
    author = author or make_member()
    picture = make_picture(author)
    return make_question(author, body=f"{BODY}\n\n{picture.markdown}", **fields), picture


def make_pictured_proposal(article: Post, picture: Picture, author: User | None = None) -> Proposal:
    """Return a text of an article that waits for a reviewer and shows the picture at its end."""
    return make_proposal(
        article, author or make_staff(Role.EDITOR), body=f"{article.body}\n\n{picture.markdown}"
    )


def make_picture(
    uploader: User | None = None, *, alt: str = "A calf, seen from behind", days_old: int = 0
) -> Picture:
    picture = upload_picture(uploader or make_staff(Role.EDITOR), PictureUpload(), alt=alt)
    picture.created_at = timezone.now() - timedelta(days=days_old)
    picture.save(update_fields=["created_at"])
    return picture
