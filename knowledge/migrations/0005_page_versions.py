"""Lists of articles are stale when an article changes in anything but what its readers count up."""

from django.db import migrations

SQL = """
CREATE TRIGGER knowledge_articles_have_changed AFTER INSERT OR DELETE ON knowledge_article
FOR EACH STATEMENT EXECUTE FUNCTION posts_count_page_change('articles');

CREATE TRIGGER knowledge_article_has_changed AFTER UPDATE ON knowledge_article
FOR EACH ROW WHEN (
    to_jsonb(OLD) - ARRAY['helpful_count', 'unhelpful_count', 'owner_id', 'file_hash', 'loaded_hash']
    IS DISTINCT FROM
    to_jsonb(NEW) - ARRAY['helpful_count', 'unhelpful_count', 'owner_id', 'file_hash', 'loaded_hash']
) EXECUTE FUNCTION posts_count_page_change('articles');
"""
UNDO = """
DROP TRIGGER knowledge_article_has_changed ON knowledge_article;
DROP TRIGGER knowledge_articles_have_changed ON knowledge_article;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_addresses_evidence_and_owners"),
        ("posts", "0008_page_versions"),
    ]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=UNDO)]
