"""An answer's parent is a question, says the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE posts_post ADD CONSTRAINT post_answer_belongs_to_a_question
                FOREIGN KEY (parent_id, parent_kind) REFERENCES posts_post (id, kind)
            """,
            reverse_sql="ALTER TABLE posts_post DROP CONSTRAINT post_answer_belongs_to_a_question",
        ),
    ]
