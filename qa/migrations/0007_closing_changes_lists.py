"""Closed questions leave the list of those that need an expert, of which guests read copies."""

from django.db import migrations

SQL = """
CREATE TRIGGER qa_question_was_closed_or_opened AFTER UPDATE ON qa_question
FOR EACH ROW WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at)
EXECUTE FUNCTION posts_count_page_change('questions')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("qa", "0006_evidence_and_corrections"),
        ("posts", "0011_hot_and_needed_questions"),
    ]

    operations = [
        migrations.RunSQL(SQL, reverse_sql="DROP TRIGGER qa_question_was_closed_or_opened ON qa_question"),
    ]
