"""People are looked up by handle and address as they are, which an index of small letters does not answer."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_late_applications")]

    operations = [
        migrations.RemoveConstraint("user", "user_handle_once"),
        migrations.AddConstraint("user", models.UniqueConstraint(fields=["handle"], name="user_handle_once")),
        migrations.AddIndex("user", models.Index(fields=["email"], name="user_by_email")),
        migrations.AddIndex(
            "user", django.contrib.postgres.indexes.GinIndex(fields=["roles"], name="user_by_role")
        ),
    ]
