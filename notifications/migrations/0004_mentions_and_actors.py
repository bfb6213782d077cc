"""Mentions, and who did what a notification tells."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_following_comments"),
        ("posts", "0003_revisions_are_immutable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notification",
            name="notification_verb_is_known",
        ),
        migrations.AddField(
            model_name="notification",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="verb",
            field=models.CharField(
                choices=[
                    ("answered", "Your question has an expert answer"),
                    ("commented", "New comment"),
                    ("accepted", "Your answer was accepted"),
                    ("agreed", "An expert gave an opinion on your answer"),
                    ("mentioned", "Someone mentioned you"),
                    ("moderated", "A moderator decided about your post"),
                    ("flag_decided", "Your report was decided"),
                    ("article_changed", "An article that you follow has changed"),
                    ("proposal_decided", "A reviewer decided about your text"),
                    ("change_answered", "An editor answered your remark"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        [
                            "answered",
                            "commented",
                            "accepted",
                            "agreed",
                            "mentioned",
                            "moderated",
                            "flag_decided",
                            "article_changed",
                            "proposal_decided",
                            "change_answered",
                        ],
                    )
                ),
                name="notification_verb_is_known",
            ),
        ),
    ]
