"""What the database refuses in a post, and the indexes that lists and pages read."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from lib.body_sites import BodySite, Side
from posts.kinds import ARTICLE_MAX, BODY_MAX, COMMENT_MAX, PICTURES_MAX, ROOT_KINDS, Kind, State

IS_ROOT = Q(kind__in=ROOT_KINDS)
LONGEST_BODY = Case(
    When(kind=Kind.COMMENT, then=Value(COMMENT_MAX)),
    When(kind=Kind.ARTICLE, then=Value(ARTICLE_MAX)),
    default=Value(BODY_MAX),
)
SHOWN_PICTURES = Func(F("body_html"), Value("<img "), function="regexp_count", output_field=IntegerField())

CONSTRAINTS = [
    models.CheckConstraint(condition=Q(kind__in=Kind.values), name="post_kind_is_known"),
    models.CheckConstraint(condition=Q(state__in=State.values), name="post_state_is_known"),
    models.CheckConstraint(
        condition=Q(is_public=False) | Q(state=State.VISIBLE), name="post_public_only_if_visible"
    ),
    models.CheckConstraint(
        condition=(IS_ROOT & Q(root=None, parent=None))
        | (~IS_ROOT & Q(root__isnull=False, parent__isnull=False)),
        name="post_is_root_or_has_a_parent",
    ),
    models.CheckConstraint(
        condition=(IS_ROOT & ~Q(title="") & ~Q(slug=""))
        | (~IS_ROOT & Q(title="", slug=""))
        | Q(state=State.PURGED),
        name="post_title_iff_root",
    ),
    models.CheckConstraint(
        condition=~Q(body="") | Q(state=State.PURGED), name="post_has_a_text_until_purged"
    ),
    models.CheckConstraint(
        condition=LessThanOrEqual(Length("body"), LONGEST_BODY), name="post_body_not_too_long"
    ),
    models.CheckConstraint(
        condition=Q(kind=Kind.ARTICLE) | LessThanOrEqual(SHOWN_PICTURES, PICTURES_MAX),
        name="post_shows_few_pictures",
    ),
    models.CheckConstraint(condition=Q(body_site__in=["", *BodySite.values]), name="post_body_site_is_known"),
    models.CheckConstraint(
        condition=Q(side="") | (Q(side__in=Side.values) & ~Q(body_site="")),
        name="post_side_needs_a_body_site",
    ),
    models.CheckConstraint(
        condition=Q(is_experience=False) | Q(kind=Kind.COMMENT),
        name="post_experience_is_a_comment",
    ),
    models.CheckConstraint(
        condition=Q(is_retracted=False) | Q(kind=Kind.ANSWER), name="post_retracted_is_an_answer"
    ),
    models.CheckConstraint(
        condition=Q(answer_count=0) | Q(kind=Kind.QUESTION), name="post_answers_only_to_questions"
    ),
    models.CheckConstraint(
        condition=Q(author__isnull=False, guest_hash="")
        | (Q(author=None, kind=Kind.COMMENT) & ~Q(byline="") & ~Q(guest_hash=""))
        | Q(author=None, kind=Kind.COMMENT, state=State.PURGED),
        name="post_has_an_author_or_is_a_guests_comment",
    ),
    models.CheckConstraint(
        condition=Q(comments_closed=False) | IS_ROOT, name="post_comments_are_closed_for_a_whole_thread"
    ),
    models.CheckConstraint(condition=Q(is_locked=False) | IS_ROOT, name="post_locked_as_a_whole_thread"),
    models.CheckConstraint(
        condition=Q(merged_into=None) | Q(kind=Kind.QUESTION, is_public=False),
        name="post_merged_question_is_not_public",
    ),
    models.CheckConstraint(condition=Q(facets=[]) | IS_ROOT, name="post_facets_are_of_a_root"),
    models.UniqueConstraint(fields=["author", "submission_key"], name="post_sent_once"),
    models.UniqueConstraint(
        fields=["submission_key"], condition=Q(author=None), name="post_sent_once_by_a_guest"
    ),
    # Target of the composite foreign key that makes an answer's parent a question.
    models.UniqueConstraint(fields=["id", "kind"], name="post_id_with_kind"),
    # Target of qa's composite foreign key: the accepted answer is one of this question's.
    models.UniqueConstraint(fields=["id", "parent"], name="post_id_with_parent"),
]

INDEXES = [
    # read by qa.selectors.question_list: newest, and home
    models.Index(
        fields=["kind", "-created_at", "-id"], condition=Q(is_public=True), name="post_public_newest"
    ),
    # read by qa.selectors.question_list: active
    models.Index(
        fields=["kind", "-last_activity_at", "-id"],
        condition=Q(is_public=True),
        name="post_public_active",
    ),
    # read by qa.selectors.question_list: unanswered
    models.Index(
        fields=["-created_at", "-id"],
        condition=Q(is_public=True, kind=Kind.QUESTION, answer_count=0),
        name="post_public_unanswered",
    ),
    # read by qa.selectors.question_list: hot
    models.Index(
        fields=["-hotness", "-id"],
        condition=Q(is_public=True, kind=Kind.QUESTION),
        name="post_public_hot",
    ),
    # read by qa.selectors.question_list: needs an expert
    models.Index(
        fields=["-need", "-id"],
        condition=Q(is_public=True, kind=Kind.QUESTION, answer_count=0),
        name="post_public_needs_expert",
    ),
    # read by qa.selectors.question_list: by place of the body
    models.Index(
        fields=["kind", "body_site", "-created_at", "-id"],
        condition=Q(is_public=True) & ~Q(body_site=""),
        name="post_public_by_site",
    ),
    # read by qa.selectors.question_list: active and hot at a place of the body
    models.Index(
        fields=["kind", "body_site", "-last_activity_at", "-id"],
        condition=Q(is_public=True) & ~Q(body_site=""),
        name="post_public_active_by_site",
    ),
    # read by qa.selectors.question_list: what nobody has answered, and what needs an expert, at a place of the body
    models.Index(
        fields=["body_site", "-created_at", "-id"],
        condition=Q(is_public=True, kind=Kind.QUESTION, answer_count=0) & ~Q(body_site=""),
        name="post_public_unanswered_by_site",
    ),
    models.Index(
        fields=["body_site", "-need", "-id"],
        condition=Q(is_public=True, kind=Kind.QUESTION, answer_count=0) & ~Q(body_site=""),
        name="post_public_needs_by_site",
    ),
    models.Index(
        fields=["body_site", "-hotness", "-id"],
        condition=Q(is_public=True, kind=Kind.QUESTION) & ~Q(body_site=""),
        name="post_public_hot_by_site",
    ),
    # posts.actions.merging_tags: everything that carries a tag
    GinIndex(fields=["tag_slugs"], name="post_by_tag_slugs", fastupdate=False),
    # read by qa.selectors.question_list: narrowed to what the askers told
    GinIndex(
        fields=["facets"],
        condition=Q(is_public=True, kind=Kind.QUESTION),
        name="post_public_by_facets",
        fastupdate=False,
    ),
    # posts.selectors.thread and moderation.selectors.queue: a whole thread
    models.Index(fields=["root", "kind", "parent", "created_at"], name="post_thread"),
    # comments.selectors and qa.selectors.question_page: the replies of one post
    models.Index(fields=["parent", "created_at"], name="post_replies"),
    # moderation.selectors.queue and comments.actions.claiming: what one guest wrote
    models.Index(fields=["guest_hash"], condition=~Q(guest_hash=""), name="post_by_guest"),
    # posts.selectors.rows.by_author
    models.Index(fields=["author", "-created_at", "-id"], name="post_by_author"),
]
