"""What a topic's list is sorted and narrowed by stands beside the topic, so that one index answers it."""

from django.db import migrations, models

COPY = """
UPDATE posts_posttag SET posted_at = post.created_at, is_public = post.is_public
FROM posts_post post WHERE post.id = content_object_id
"""
FOLLOW = """
CREATE FUNCTION posts_copy_post_to_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT created_at, is_public INTO NEW.posted_at, NEW.is_public FROM posts_post WHERE id = NEW.content_object_id;
    RETURN NEW;
END $$;
CREATE TRIGGER posts_tag_is_as_its_post BEFORE INSERT OR UPDATE ON posts_posttag
FOR EACH ROW EXECUTE FUNCTION posts_copy_post_to_tag();

CREATE FUNCTION posts_copy_post_to_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posts_posttag SET posted_at = NEW.created_at, is_public = NEW.is_public WHERE content_object_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER posts_tags_follow_their_post AFTER UPDATE ON posts_post
FOR EACH ROW WHEN (
    NEW.kind IN ('question', 'article') AND (OLD.created_at, OLD.is_public) IS DISTINCT FROM (NEW.created_at, NEW.is_public)
) EXECUTE FUNCTION posts_copy_post_to_tags();
"""
STOP = """
DROP TRIGGER posts_tags_follow_their_post ON posts_post;
DROP FUNCTION posts_copy_post_to_tags();
DROP TRIGGER posts_tag_is_as_its_post ON posts_posttag;
DROP FUNCTION posts_copy_post_to_tag();
"""


class Migration(migrations.Migration):
    dependencies = [("posts", "0016_pictures_belong_to_posts")]

    operations = [
        migrations.AddField("posttag", "posted_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("posttag", "is_public", models.BooleanField(editable=False, null=True)),
        migrations.RunSQL(COPY, reverse_sql=migrations.RunSQL.noop),
        migrations.AlterField("posttag", "posted_at", models.DateTimeField(editable=False)),
        migrations.AlterField("posttag", "is_public", models.BooleanField(editable=False)),
        migrations.RunSQL(FOLLOW, reverse_sql=STOP),
        migrations.AddIndex(
            "posttag",
            models.Index(
                condition=models.Q(("is_public", True)),
                fields=["tag", "-posted_at", "-content_object"],
                name="post_tag_newest",
            ),
        ),
        migrations.RemoveIndex("post", "post_public_any_newest"),
    ]
