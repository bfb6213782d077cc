"""Leaving for good: the days of grace, the tombstone of a former member, and exports of data."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_reputation_and_badges"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("building", "Being put together"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("sections_done", models.PositiveSmallIntegerField(default=0)),
                ("sections", models.PositiveSmallIntegerField(default=1)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="is_leaving_reminded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="leaves_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="leaving_posts",
            field=models.CharField(
                blank=True,
                choices=[("keep", "Leave them, under “Former member”"), ("remove", "Remove them")],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("leaves_at__isnull", False)), fields=["leaves_at"], name="user_leaving"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_leaving_reminded", False), ("leaves_at", None), ("leaving_posts", "")),
                    models.Q(("leaves_at__isnull", False), ("leaving_posts__in", ["keep", "remove"])),
                    _connector="OR",
                ),
                name="user_leaving_says_what_becomes_of_posts",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("leaves_at", None), ("roles", []), _connector="OR"),
                name="user_leaving_has_no_roles",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None),
                    models.Q(
                        ("avatar_key", None),
                        ("bio", ""),
                        ("bio_html", ""),
                        ("country", ""),
                        ("display_name", ""),
                        ("email__regex", "^former-[0-9]+@invalid$"),
                        ("expert_valid_until", None),
                        ("handle__regex", "^former_member_[0-9]+$"),
                        ("has_second_factor", False),
                        ("is_active", False),
                        ("languages", []),
                        ("last_login", None),
                        ("leaves_at", None),
                        ("password__regex", "^!"),
                        ("roles", []),
                        ("suspension_words", ""),
                        ("time_zone", ""),
                    ),
                    _connector="OR",
                ),
                name="user_former_is_emptied",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", False),
                    models.Q(("handle_skeleton__regex", "^forrnerrnernber[0-9los]+$"), _negated=True),
                    _connector="OR",
                ),
                name="user_handle_is_no_former_members",
            ),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "building"))),
                fields=("person",),
                name="export_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "building", "ready", "failed"])),
                name="export_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finished_at__isnull", False),
                        ("state", "ready"),
                        models.Q(("key", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "ready"), _negated=True), ("finished_at", None), ("key", "")),
                    _connector="OR",
                ),
                name="export_has_a_file_when_ready",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("sections__gte", 1), ("sections_done__lte", models.F("sections"))),
                name="export_progress_is_a_share",
            ),
        ),
    ]
