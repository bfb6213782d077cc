"""lib.languages: the languages that experts answer in"""

from lib.languages import LANGUAGE_NAMES, language_names


def test_names_come_in_the_order_of_the_codes_and_unknown_ones_are_left_out():
    assert language_names(["no", "xx", "en"]) == ["Norwegian", "English"]


def test_codes_have_two_small_letters_and_stand_in_the_order_of_the_names():
    assert all(len(code) == 2 and code.islower() for code in LANGUAGE_NAMES)
    assert [str(name) for name in LANGUAGE_NAMES.values()] == sorted(map(str, LANGUAGE_NAMES.values()))
