"""The vocabulary: which words the documents use and how many use each, for ranking and for spelling."""

from django.db import connection, transaction

from search.models import LANGUAGE, WORD_MAX, Document, Word

# All words as they are written; the stem is that of the documents' language.
COUNT = f"""
INSERT INTO search_word (word, stem, document_count)
SELECT word, coalesce((ts_lexize('{LANGUAGE}_stem', word))[1], ''), ndoc
FROM ts_stat($$
    SELECT to_tsvector('simple', concat_ws(' ', title, heading, tags, summary, text, answers))
    FROM search_document
$$)
WHERE length(word) BETWEEN 2 AND {WORD_MAX} AND word ~ '^[[:alpha:]]+$'
"""  # noqa: S608 -- constants of this file
# Names are not words to suggest.
COUNTED_ANEW_AFTER = 0.05


@transaction.atomic
def count_words() -> int:
    """Count all words anew; return how many there are."""
    Word.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        found = cursor.rowcount
    Word.objects.create(word="", stem="", document_count=Document.objects.count())
    return found


def count_words_if_due() -> bool:
    """Count anew when the number of documents is more than a twentieth away from that of the last time."""
    counted = Word.objects.filter(word="").values_list("document_count", flat=True).first()
    present = Document.objects.count()
    if counted is not None and abs(present - counted) <= COUNTED_ANEW_AFTER * counted:
        return False
    count_words()
    return True
