"""What is done for topics once a day: unused ones vanish, and their experts are counted."""

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from posts.models import PostTag, Tag, TagExpert, TagMerge

# Of each topic the experts whose answers were agreed with and found helpful most.
EXPERTS_MOST = 5
# Answers under the own name to questions that everybody may see. An answer counts 1, each colleague who agrees 2 more
# (and as much less who disagrees), each helpful vote 1 more; what is left is never less than nothing.
EXPERTS = """
INSERT INTO posts_tagexpert (tag_id, person_id, answer_count, points)
SELECT tag_id, author_id, answers, points
FROM (
    SELECT t.id AS tag_id, a.author_id, count(*) AS answers,
           greatest(sum(1 + 2 * a.agreement + a.score), 0) AS points,
           row_number() OVER (
               PARTITION BY t.id ORDER BY sum(1 + 2 * a.agreement + a.score) DESC, count(*) DESC, a.author_id
           ) AS place
    FROM posts_post a
    JOIN posts_post q ON q.id = a.root_id AND q.is_public
    JOIN posts_posttag c ON c.content_object_id = q.id
    JOIN posts_tag t ON t.id = c.tag_id
    WHERE a.kind = 'answer' AND a.is_public AND NOT a.is_retracted AND a.byline = ''
    GROUP BY t.id, a.author_id
) ranked
WHERE place <= %s
"""


@transaction.atomic
def remove_unused() -> int:
    """Delete the tags that nobody curated and nothing carries any more, hidden posts included; return how many.

    A word that leads to a topic stays, and so does what a merge may bring back.
    """
    carried = PostTag.objects.filter(tag=OuterRef("pk"))
    led_to = Tag.objects.filter(synonym_of=OuterRef("pk"))
    merged = TagMerge.objects.filter(source=OuterRef("pk")) | TagMerge.objects.filter(target=OuterRef("pk"))
    unused = Tag.objects.filter(~Exists(carried), ~Exists(led_to), ~Exists(merged))
    unused = unused.filter(is_curated=False, synonym_of=None, post_count=0)
    keys = list(unused.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    return Tag.objects.filter(pk__in=keys).delete()[1].get("posts.Tag", 0)


@transaction.atomic
def rank_experts() -> None:
    """Count anew who has answered about each topic."""
    TagExpert.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(EXPERTS, [EXPERTS_MOST])
