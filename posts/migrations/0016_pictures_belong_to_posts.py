"""A post shows at most four pictures; pictures of published articles hang on them at once, not from the next night on."""

from uuid import UUID

import django.db.models.lookups
from django.db import migrations, models

from lib.media import PICTURE_LINK


def tie_to_articles(apps, _schema_editor):
    post, picture = apps.get_model("posts", "Post"), apps.get_model("posts", "Picture")
    articles = post.objects.filter(kind="article", body__contains="picture:").values_list("pk", "body")
    for key, body in articles.order_by("pk").iterator():
        shown = {UUID(match[1]) for match in PICTURE_LINK.finditer(body)}
        picture.objects.filter(key__in=shown, post=None).update(post=key)


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0015_active_and_hot_at_a_place"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "article"),
                    django.db.models.lookups.LessThanOrEqual(
                        models.Func(
                            models.F("body_html"),
                            models.Value("<img "),
                            function="regexp_count",
                            output_field=models.IntegerField(),
                        ),
                        4,
                    ),
                    _connector="OR",
                ),
                name="post_shows_few_pictures",
            ),
        ),
        migrations.RunPython(tie_to_articles, reverse_code=migrations.RunPython.noop),
    ]
