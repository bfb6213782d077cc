"""Which documents wait for a vector is written down with their texts; comparing all of them takes long."""

import django.db.models.deletion
from django.db import migrations, models

MARK = """
CREATE FUNCTION search_mark_vector_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_vectordue (document_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER search_new_text_wants_a_vector AFTER INSERT ON search_document
FOR EACH ROW EXECUTE FUNCTION search_mark_vector_due();
CREATE TRIGGER search_changed_text_wants_a_vector AFTER UPDATE OF text_hash ON search_document
FOR EACH ROW WHEN (OLD.text_hash <> NEW.text_hash) EXECUTE FUNCTION search_mark_vector_due();
"""
STOP = """
DROP TRIGGER search_changed_text_wants_a_vector ON search_document;
DROP TRIGGER search_new_text_wants_a_vector ON search_document;
DROP FUNCTION search_mark_vector_due();
"""
FILL = """
INSERT INTO search_vectordue (document_id)
SELECT d.id FROM search_document d WHERE NOT EXISTS (
    SELECT FROM search_embedding e JOIN search_recipe r ON r.id = e.recipe_id
    WHERE e.document_id = d.id AND e.text_hash = d.text_hash AND r.is_active
) ORDER BY d.id
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0008_all_but_questions")]

    operations = [
        migrations.CreateModel(
            name="VectorDue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vector_due",
                        to="search.document",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(MARK, reverse_sql=STOP),
        migrations.RunSQL(FILL, reverse_sql=migrations.RunSQL.noop),
    ]
