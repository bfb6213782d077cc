"""Nobody decides about their own posts and open reports, says the database; one look for many decisions at once."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0011_monthly_reports")]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION moderation_decision_refuse_own() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (
                        SELECT 1 FROM made JOIN posts_post AS post ON post.id = made.post_id
                        WHERE post.author_id = made.moderator_id
                    ) OR EXISTS (
                        SELECT 1 FROM made JOIN moderation_flag AS report ON report.item_id = made.item_id
                        WHERE report.is_open AND report.flagger_id = made.moderator_id
                    ) THEN
                        RAISE EXCEPTION 'nobody decides about their own posts and reports'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_somebody_else';
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER decision_by_somebody_else AFTER INSERT ON moderation_decision
                REFERENCING NEW TABLE AS made
                FOR EACH STATEMENT EXECUTE FUNCTION moderation_decision_refuse_own();
            """,
            reverse_sql="""
                DROP TRIGGER decision_by_somebody_else ON moderation_decision;
                DROP FUNCTION moderation_decision_refuse_own();
            """,
        ),
    ]
