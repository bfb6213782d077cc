"""A revision is never changed; it goes only when its post is erased for good."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("posts", "0002_answers_belong_to_questions")]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION posts_revision_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'a revision is immutable' USING ERRCODE = 'check_violation';
                END $$;
                CREATE TRIGGER posts_revision_is_immutable BEFORE UPDATE ON posts_revision
                FOR EACH ROW EXECUTE FUNCTION posts_revision_refuse_change();
            """,
            reverse_sql="""
                DROP TRIGGER posts_revision_is_immutable ON posts_revision;
                DROP FUNCTION posts_revision_refuse_change();
            """,
        ),
    ]
