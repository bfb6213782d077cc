"""What a page names as related, as one text: different whenever the page would be."""

from django.db import migrations

SQL = """
CREATE FUNCTION search_related_shown(wanted bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(
        concat_ws('|', document.kind, document.anchor, document.title, document.heading, post.slug, post.answer_count),
        E'\\n' ORDER BY related.place
    )
    FROM search_related related
    JOIN search_document document ON document.id = related.document_id
    JOIN posts_post post ON post.id = document.post_id
    WHERE related.post_id = wanted AND post.is_public
$$;
"""
UNDO = "DROP FUNCTION search_related_shown(bigint);"


class Migration(migrations.Migration):
    dependencies = [("search", "0004_nearest_sooner")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=UNDO)]
