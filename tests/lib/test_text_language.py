"""lib.text_language"""

import pytest

from lib.text_language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My calf cramps in the night and it is not getting better.", "en"),
        ("Seit einer Woche habe ich Krämpfe und ich kann nicht schlafen.", "de"),
        ("Tengo calambres desde ayer, pero no sé por qué.", "es"),
        ("J'ai des crampes depuis hier et je ne sais pas pourquoi.", "fr"),
        ("У меня судороги по ночам.", "ru"),
        ("夜にふくらはぎがつります。", "ja"),
        ("Magnesium", ""),
        ("", ""),
        ("12 34", ""),
    ],
)
def test_the_language_is_guessed_or_left_open(text, language):
    assert guess_language(text) == language
