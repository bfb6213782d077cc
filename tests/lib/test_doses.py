"""lib.doses"""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib.doses import DRUGS, find_doses, names_dose

ADVICE = [
    "Take 300 mg of magnesium every evening.",
    "Quinine. Two tablets at night works.",
    "You should try what I take: magnesium 400 mg",
    "vitamin D3 1,000 IU is plenty",
    "half a tablet of baclofen before bed",
    "Ibuprofen 400 to 600 mg helps",
    "0.5mg clonazepam",
    "ZANAFLEX 4MG",
    "magnesium\n- 200-400 mg",
]
OWN = [
    "I take amlodipine 5 mg each morning and my calf cramps.",
    "I was put on simvastatin 40mg last year.",
    "My doctor gave me half a tablet of baclofen.",
    "My mother takes furosemide 40 mg.",
    "I've been taking furosemide 40 mg for years.",
    "I keep a diary. Before magnesium: 3.1 a week. After twelve weeks of 300 mg in the evening: 3.0.",
]
NONE = [
    "Hold the stretch for 10 minutes, 3 times.",
    "I walked 5 miles; magnesium did nothing.",
    "Ask a pharmacist about the water tablet and about magnesium.",
    "Drink 500 ml of water.",
    "A magnesium-rich diet. \n\n 2 g of salt in the soup.",
    "Mydocalmness 5 mg",
]


@pytest.mark.parametrize("text", ADVICE)
def test_a_medicine_with_a_dose_is_found(text):
    assert names_dose(text, own_use_counts=False)


@pytest.mark.parametrize("text", OWN)
def test_what_somebody_reports_taking_is_told_apart_from_advice(text):
    assert names_dose(text)
    assert not names_dose(text, own_use_counts=False)


@pytest.mark.parametrize("text", NONE)
def test_other_figures_and_medicines_without_a_dose_are_left_alone(text):
    assert find_doses(text) == []


def test_the_nearest_name_goes_with_a_dose():
    found = find_doses("Stop quinine. Ask about tizanidine, 2 mg.")

    assert [(mention.drug, mention.dose) for mention in found] == [("tizanidine", "2 mg")]


def all_names():
    return [name for group in yaml.safe_load(DRUGS.read_text()).values() for line in group for name in line]


def test_no_name_is_listed_twice():
    names = all_names()

    assert len(names) > 150
    assert len(names) == len(set(names))


@given(
    st.sampled_from(all_names()), st.sampled_from(["5 mg", "two tablets", "0.5 g", "1000 IU"]), st.booleans()
)
def test_every_name_on_the_list_is_found_with_any_dose_in_any_case(name, dose, loud):
    text = f"Use {name} {dose} daily"

    assert names_dose(text.upper() if loud else text)


@given(st.text())
def test_any_text_can_be_read(text):
    find_doses(text)
