"""lib.languages: each language under its own name"""

from lib.languages import LANGUAGE_NAMES, language_choices, language_names


def test_names_come_in_the_order_of_the_codes_and_unknown_ones_are_left_out():
    assert language_names(["nb", "xx", "en"]) == [LANGUAGE_NAMES["nb"], "English"]


def test_codes_are_short_and_choices_stand_in_the_order_of_their_names():
    assert all(len(code) in (2, 3) and code.islower() for code in LANGUAGE_NAMES)
    names = [name.casefold() for _code, name in language_choices()]
    assert names == sorted(names)
