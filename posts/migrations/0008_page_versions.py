"""The database itself counts what changes on public lists, so that no writer can forget it."""

from django.db import migrations, models

# Adds one to a row of each scope that no other transaction is adding to; makes one where all are taken.
COUNT = """
CREATE FUNCTION posts_page_changed(scopes text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY scopes LOOP
        UPDATE posts_pageversion SET changes = changes + 1 WHERE id = (
            SELECT id FROM posts_pageversion WHERE scope = wanted ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        );
        IF NOT FOUND THEN
            INSERT INTO posts_pageversion (scope, changes) VALUES (wanted, 1);
        END IF;
    END LOOP;
END $$;

-- For triggers without conditions of their own: the scopes are the trigger's arguments.
CREATE FUNCTION posts_count_page_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM posts_page_changed(TG_ARGV);
    RETURN NULL;
END $$;
"""

# Questions and articles as lists show them.
POSTS = """
CREATE FUNCTION posts_count_root_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM posts_page_changed(ARRAY[NEW.kind || 's']);
    RETURN NULL;
END $$;

CREATE TRIGGER posts_root_is_new AFTER INSERT ON posts_post
FOR EACH ROW WHEN (NEW.root_id IS NULL AND NEW.is_public) EXECUTE FUNCTION posts_count_root_change();

CREATE TRIGGER posts_root_has_changed AFTER UPDATE ON posts_post
FOR EACH ROW WHEN (
    NEW.root_id IS NULL AND (OLD.is_public OR NEW.is_public) AND (
        (OLD.is_public, OLD.title, OLD.slug, OLD.excerpt, OLD.body_site, OLD.side, OLD.tag_slugs, OLD.facets,
         OLD.answer_count, OLD.comment_count, OLD.created_at, OLD.last_activity_at, OLD.author_id, OLD.byline)
        IS DISTINCT FROM
        (NEW.is_public, NEW.title, NEW.slug, NEW.excerpt, NEW.body_site, NEW.side, NEW.tag_slugs, NEW.facets,
         NEW.answer_count, NEW.comment_count, NEW.created_at, NEW.last_activity_at, NEW.author_id, NEW.byline)
        OR (NEW.kind = 'article' AND OLD.body_html IS DISTINCT FROM NEW.body_html)
    )
) EXECUTE FUNCTION posts_count_root_change();

CREATE TRIGGER posts_tags_have_changed AFTER INSERT OR UPDATE OR DELETE ON posts_tag
FOR EACH STATEMENT EXECUTE FUNCTION posts_count_page_change('tags');
"""

# People as pages for everybody show them: beside what they wrote, and in the directory of experts.
PEOPLE = """
CREATE TRIGGER posts_person_has_changed AFTER UPDATE ON accounts_user
FOR EACH ROW WHEN (
    (OLD.handle, OLD.display_name, OLD.bio_html, OLD.country, OLD.languages, OLD.avatar_key, OLD.is_demo,
     OLD.expert_valid_until, OLD.is_active, OLD.leaves_at, OLD.erased_at)
    IS DISTINCT FROM
    (NEW.handle, NEW.display_name, NEW.bio_html, NEW.country, NEW.languages, NEW.avatar_key, NEW.is_demo,
     NEW.expert_valid_until, NEW.is_active, NEW.leaves_at, NEW.erased_at)
) EXECUTE FUNCTION posts_count_page_change('people');

CREATE TRIGGER posts_standing_has_changed AFTER INSERT OR UPDATE OR DELETE ON accounts_expertcredential
FOR EACH STATEMENT EXECUTE FUNCTION posts_count_page_change('people');
"""

UNDO = """
DROP TRIGGER posts_standing_has_changed ON accounts_expertcredential;
DROP TRIGGER posts_person_has_changed ON accounts_user;
DROP TRIGGER posts_tags_have_changed ON posts_tag;
DROP TRIGGER posts_root_has_changed ON posts_post;
DROP TRIGGER posts_root_is_new ON posts_post;
DROP FUNCTION posts_count_root_change();
DROP FUNCTION posts_count_page_change();
DROP FUNCTION posts_page_changed(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_leaving_and_exports"),
        ("posts", "0007_facets"),
    ]

    operations = [
        migrations.CreateModel(
            name="PageVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40)),
                ("changes", models.PositiveBigIntegerField(default=1)),
            ],
            options={"indexes": [models.Index(fields=["scope", "id"], name="page_version_of_scope")]},
        ),
        migrations.RunSQL(sql=COUNT + POSTS + PEOPLE, reverse_sql=UNDO),
    ]
