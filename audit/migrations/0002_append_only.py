"""The record is append-only, says the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION audit_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'check_violation';
                END $$;
                CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
                FOR EACH ROW EXECUTE FUNCTION audit_event_refuse_change();
            """,
            reverse_sql="""
                DROP TRIGGER audit_event_is_append_only ON audit_auditevent;
                DROP FUNCTION audit_event_refuse_change();
            """,
        ),
    ]
