"""The accepted answer is one of the question's own, says the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("qa", "0001_initial"), ("posts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE qa_question ADD CONSTRAINT question_accepts_its_own_answer
                FOREIGN KEY (accepted_answer_id, post_id) REFERENCES posts_post (id, parent_id)
            """,
            reverse_sql="ALTER TABLE qa_question DROP CONSTRAINT question_accepts_its_own_answer",
        ),
    ]
