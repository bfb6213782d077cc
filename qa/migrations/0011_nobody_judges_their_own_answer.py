"""No opinion on and no reaction to one's own answer."""

from django.db import migrations

REFUSE = """
    CREATE FUNCTION qa_{table}_refuse_own() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM posts_post WHERE id = NEW.answer_id AND author_id = NEW.{person}) THEN
            RAISE EXCEPTION 'nobody judges their own answer' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER qa_{table}_is_of_others BEFORE INSERT OR UPDATE ON qa_{table}
    FOR EACH ROW EXECUTE FUNCTION qa_{table}_refuse_own();
"""
ALLOW = """
    DROP TRIGGER qa_{table}_is_of_others ON qa_{table};
    DROP FUNCTION qa_{table}_refuse_own();
"""
JUDGES = [("agreement", "expert_id"), ("reaction", "person_id")]


class Migration(migrations.Migration):
    dependencies = [("qa", "0010_reactions")]

    operations = [
        migrations.RunSQL(
            sql=REFUSE.format(table=table, person=person), reverse_sql=ALLOW.format(table=table)
        )
        for table, person in JUDGES
    ]
