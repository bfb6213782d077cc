from django.db import migrations, models

HERE = models.Q(
    ("answer_count", 0), ("is_public", True), ("kind", "question"), models.Q(("body_site", ""), _negated=True)
)


class Migration(migrations.Migration):
    dependencies = [("posts", "0017_lists_of_topics_from_one_index")]

    operations = [
        migrations.AddIndex(
            "post",
            models.Index(
                fields=["body_site", "-created_at", "-id"],
                condition=HERE,
                name="post_public_unanswered_by_site",
            ),
        ),
        migrations.AddIndex(
            "post",
            models.Index(
                fields=["body_site", "-need", "-id"], condition=HERE, name="post_public_needs_by_site"
            ),
        ),
    ]
