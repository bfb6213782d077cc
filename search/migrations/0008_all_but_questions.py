from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0007_relief_sections")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("kind", "question"), _negated=True),
                fields=["id"],
                name="document_of_no_question",
            ),
        ),
    ]
