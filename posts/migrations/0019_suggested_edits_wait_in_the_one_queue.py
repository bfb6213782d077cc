"""What waits is read from the queue of moderation; nobody has read this index since."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("posts", "0018_unanswered_at_a_place")]

    operations = [
        migrations.RemoveIndex(model_name="suggestededit", name="suggested_edit_waiting"),
    ]
