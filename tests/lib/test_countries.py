"""lib.countries"""

import re

import pytest

from knowledge.emergency import COUNTRIES
from lib.countries import COUNTRY_CODES, COUNTRY_NAMES, country_choices, country_name


def test_every_country_of_the_standard_has_a_code_and_a_name_of_its_own():
    assert len(COUNTRY_CODES) == len({str(name) for name in COUNTRY_NAMES.values()}) == 249
    assert all(re.fullmatch("[A-Z]{2}", code) for code in COUNTRY_CODES)


def test_the_countries_with_emergency_numbers_are_among_them():
    assert {country.code for country in COUNTRIES} <= set(COUNTRY_CODES)


@pytest.mark.parametrize(("code", "name"), [("NO", "Norway"), ("CL", "Chile"), ("XX", ""), ("", "")])
def test_a_code_has_a_name(code, name):
    assert country_name(code) == name


def test_the_select_stands_in_the_order_of_names_whatever_their_marks():
    names = [name for _code, name in country_choices()]

    assert names.index("Afghanistan") < names.index("Åland Islands") < names.index("Albania")
    assert names[-1] == "Zimbabwe"
