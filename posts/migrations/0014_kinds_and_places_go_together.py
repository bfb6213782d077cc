"""Only questions and articles have a place of the body; PostgreSQL would take the two for independent."""

from django.db import migrations

CREATE = "CREATE STATISTICS post_kind_and_place (mcv) ON kind, body_site, is_public FROM posts_post"
DROP = "DROP STATISTICS post_kind_and_place"


class Migration(migrations.Migration):
    dependencies = [("posts", "0013_newest_of_a_topic")]

    operations = [migrations.RunSQL([CREATE, "ANALYZE posts_post"], reverse_sql=DROP)]
