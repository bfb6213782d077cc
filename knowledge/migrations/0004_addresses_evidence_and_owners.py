"""Addresses that stay with their article, owners and authors, evidence notes, page views by day."""

import hashlib
import json

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def legacy_fingerprint(article):
    """What `loaded_hash` was made of before sources, evidence and related articles could be edited."""
    post = article.post
    return hashlib.sha256("\x1f".join([post.title, post.body, *post.tag_slugs, article.summary]).encode())


def hash_structured_parts_too(apps, schema_editor):
    """Give the articles that nobody has edited the hash that counts their structured parts, too."""
    Article = apps.get_model("knowledge", "Article")
    for article in Article.objects.select_related("post").exclude(loaded_hash=""):
        found = legacy_fingerprint(article)
        if found.hexdigest() == article.loaded_hash:
            structured = json.dumps([article.sources, article.evidence, article.related], sort_keys=True)
            found.update(f"\x1f{structured}".encode())
            Article.objects.filter(pk=article.pk).update(loaded_hash=found.hexdigest())


def hash_the_text_alone(apps, schema_editor):
    """Take that back; what was edited on the site is not told from what was not any more, so it is kept."""
    Article = apps.get_model("knowledge", "Article")
    for article in Article.objects.select_related("post").exclude(loaded_hash=""):
        found = legacy_fingerprint(article)
        text, structured = found.hexdigest(), [article.sources, article.evidence, article.related]
        found.update(f"\x1f{json.dumps(structured, sort_keys=True)}".encode())
        if found.hexdigest() == article.loaded_hash:
            Article.objects.filter(pk=article.pk).update(loaded_hash=text)


ADDRESSES = """
    INSERT INTO knowledge_articleslug (slug, article_id, created_at)
        SELECT slug, post_id, now() FROM knowledge_article;
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE knowledge_article ADD CONSTRAINT article_slug_is_one_of_its_own
        FOREIGN KEY (post_id, slug) REFERENCES knowledge_articleslug (article_id, slug)
        DEFERRABLE INITIALLY DEFERRED;
    CREATE FUNCTION knowledge_articleslug_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'an address belongs to its article for ever' USING ERRCODE = 'check_violation';
    END $$;
    CREATE TRIGGER article_slug_stays_for_ever BEFORE UPDATE OR DELETE ON knowledge_articleslug
        FOR EACH ROW EXECUTE FUNCTION knowledge_articleslug_refuse_change();
"""
NO_ADDRESSES = """
    DROP TRIGGER article_slug_stays_for_ever ON knowledge_articleslug;
    DROP FUNCTION knowledge_articleslug_refuse_change();
    ALTER TABLE knowledge_article DROP CONSTRAINT article_slug_is_one_of_its_own;
"""
# What editors are working on keeps the sources and links of its article.
OPEN_PROPOSALS = """
    UPDATE knowledge_proposal SET sources = article.sources, related = article.related
    FROM knowledge_article article WHERE article.post_id = article_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0003_editorial_workflow"),
        ("posts", "0003_revisions_are_immutable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("views", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ArticleSlug",
            fields=[
                ("slug", models.SlugField(max_length=100, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="authors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120), blank=True, default=list
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="evidence",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="article",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="text_changed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="evidence",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="proposal",
            name="related",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=100), default=list
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="sources",
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text_changed_on", None), ("last_reviewed__isnull", False), _connector="OR"
                ),
                name="article_text_changed_after_a_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("sources"), function="jsonb_typeof", output_field=models.TextField()
                    ),
                    "array",
                ),
                name="article_sources_are_a_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("evidence"), function="jsonb_typeof", output_field=models.TextField()
                    ),
                    "array",
                ),
                name="article_evidence_is_a_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("sources"), function="jsonb_typeof", output_field=models.TextField()
                    ),
                    "array",
                ),
                name="proposal_sources_are_a_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("evidence"), function="jsonb_typeof", output_field=models.TextField()
                    ),
                    "array",
                ),
                name="proposal_evidence_is_a_list",
            ),
        ),
        migrations.AddField(
            model_name="articleday",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="days",
                to="knowledge.article",
            ),
        ),
        migrations.AddField(
            model_name="articleslug",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slugs",
                to="knowledge.article",
            ),
        ),
        migrations.AddConstraint(
            model_name="articleday",
            constraint=models.UniqueConstraint(fields=("article", "day"), name="article_day_once"),
        ),
        migrations.AddConstraint(
            model_name="articleslug",
            constraint=models.UniqueConstraint(
                fields=("article", "slug"), name="article_slug_with_its_article"
            ),
        ),
        migrations.RunPython(hash_structured_parts_too, reverse_code=hash_the_text_alone),
        migrations.RunSQL(sql=OPEN_PROPOSALS, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=ADDRESSES, reverse_sql=NO_ADDRESSES),
    ]
