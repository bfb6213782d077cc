"""Seals over the record; append-only too, and the record cannot be emptied."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField(unique=True)),
                ("event_count", models.PositiveIntegerField()),
                ("before", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_id__lte", models.F("last_id"))), name="seal_of_a_stretch"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="seal_numbers_start_at_one"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="auditevent",
            # moderation.selectors.record and moderation.selectors.transparency: one kind of action, by time
            index=models.Index(fields=["action", "-id"], name="audit_event_by_action"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["actor", "-id"], name="audit_event_by_actor"),
        ),
        migrations.RunSQL(
            sql="""
                CREATE TRIGGER audit_seal_is_append_only BEFORE UPDATE OR DELETE ON audit_seal
                FOR EACH ROW EXECUTE FUNCTION audit_event_refuse_change();
            """,
            reverse_sql="DROP TRIGGER audit_seal_is_append_only ON audit_seal;",
        ),
    ]
