"""lib: finding what tells who somebody is, and nothing else"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import checksums
from lib.identifiers import DETECTORS, WITHOUT_DIGITS, find_identifiers, mask_identifiers

# Invented, or the published examples of the numbers' issuers.
FOUND = [
    ("email", "Write to ann.miller+leg@mail.example.org soon."),
    ("phone", "My number is 020 7946 0958, ask for me."),
    ("phone", "Call +49 30 901820 in the evening."),
    ("phone", "whatsapp 0912 345 678"),
    ("phone", "(555) 123-4567 is my cell"),
    ("address", "I live at 12 Baker Street near the park."),
    ("address", "Ich wohne in der Lindenstraße 14 im zweiten Stock."),
    ("birth_date", "I was born on 12 March 1984 and it began early."),
    ("birth_date", "DOB: 03/12/1984"),
    ("iban", "Refund to DE89 3704 0044 0532 0130 00 please."),
    ("iban", "GB82WEST12345698765432"),
    ("card", "My card 4111 1111 1111 1111 was charged."),
    ("card", "378282246310005"),
    ("national_id", "SSN 219-09-9999"),
    ("national_id", "Medicare 1EG4-TE5-MK73"),
    ("national_id", "NHS number 943 476 5919"),
    ("national_id", "my NI number is AB 12 34 56 C"),
    ("national_id", "Versichertennummer A123456780"),
    ("national_id", "Rentenversicherung 15070649C103"),
    ("national_id", "Steuer-ID 86095742719"),
    ("national_id", "Sécu 2 55 08 14 168 025 38"),
    ("national_id", "codice fiscale RSSMRA85T10A562S"),
    ("national_id", "DNI 12345678Z"),
    ("national_id", "BSN 111222333"),
    ("national_id", "rijksregisternummer 85.07.30-033.28"),
    ("national_id", "AHV 756.9217.0769.85"),
    ("national_id", "personnummer 811228-9874"),
    ("national_id", "HETU 131052-308T"),
    ("national_id", "PESEL 44051401359"),
    ("national_id", "SIN 046 454 286"),
    ("national_id", "Aadhaar 2341 2341 2346"),
    ("national_id", "CPF 529.982.247-25"),
    ("national_id", "passport number: C01X00T47 1"),
    ("name", "Hello, my name is Ann Miller and my calf hurts."),
    ("name", "my son, called Leo, is six"),
]
CALM = [
    "I took 400 mg of magnesium, 2 x 200 mg, at 22:30 for 14 days.",
    "3x12 calf raises, 4 x 30 s stretch, 10-15 reps, then 5 km in 25:30.",
    "Blood: K 3.4 mmol/l, Mg 0.72, Ca 2.31, CK 1250 U/l, TSH 2.1, HbA1c 6.8 %.",
    "Blood pressure 120/80, pulse 60-70, SpO2 97, temperature 37.2.",
    "It began on 12 March 2024 and again on 03/12/2024, around 3 am.",
    "Pain 7/10, sleep 5-6 h, weight 82.5 kg, height 180 cm, BMI 25.5.",
    "I am 62 and cramp 3-4 nights a week, 10 minutes each, since 2019.",
    "My name is not important. My name is on the list of the club.",
    "L4/L5 and S1, MRI 2023-11-02, 1.5 T; code M62.838, R25.2.",
    "Vitamin D 50,000 IU weekly, B12 1000 µg, baclofen 5-10-5 mg.",
    "Call an ambulance: 112, 911, 999, 000; crisis line 116 123 or 988.",
    "I run the 800 m in 2:10.55 and did 10 000 steps, 20,000 on Sunday.",
    "Room 101, chapter 12, pages 345-350, study of 2021 with 1,234,567 patients.",
    "The 12 hour shift on my way home, 2 hour drive, 15 minute walk down the road.",
    "ISBN 978-3-16-148410-0, doi 10.1001/jamainternmed.2016.9261",
    "Heart rate 150 160 170, then 140 130 1200 ml of water.",
    "2 500 mg tablets, 1000000000 repeats, 12345678 steps, 0.5 0.75 1.25.",
    "I call my doctor every 3 months; he called me back after 10 days.",
    "my daughter is six, my husband drives, my mother called yesterday.",
    "version A1234, gate B22, bus 4711, https://example.org/2024/03/12/",
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_what_tells_who_somebody_is_is_found(kind, text):
    assert kind in {one.kind for one in find_identifiers(text)}, find_identifiers(text)


@pytest.mark.parametrize("text", CALM)
def test_medical_writing_is_left_alone(text):
    assert [(one.kind, text[one.start : one.end]) for one in find_identifiers(text)] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mail ann@example.org or +49 30 901820.", "Mail (e-mail address) or (phone number)."),
        ("my name is Ann Miller.", "my name is (name)."),
        ("DOB: 03/12/1984", "DOB: (date of birth)"),
        ("3x12 at 120/80", "3x12 at 120/80"),
    ],
)
def test_masking_puts_words_in_their_place(text, masked):
    assert mask_identifiers(text) == masked


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_nothing_is_found_in_what_was_masked(kind, text):
    assert find_identifiers(mask_identifiers(text)) == []


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(text):
    mask_identifiers(text)


@pytest.mark.parametrize(
    ("check", "right"),
    [
        (checksums.is_iban, "DE89370400440532013000"),
        (checksums.is_card, "4111111111111111"),
        (checksums.is_nhs, "9434765919"),
        (checksums.is_german_health_insurance, "A123456780"),
        (checksums.is_german_pension, "15070649C103"),
        (checksums.is_german_tax, "86095742719"),
        (checksums.is_french, "255081416802538"),
        (checksums.is_italian, "RSSMRA85T10A562S"),
        (checksums.is_spanish, "12345678Z"),
        (checksums.is_dutch, "111222333"),
        (checksums.is_belgian, "85073003328"),
        (checksums.is_swiss, "7569217076985"),
        (checksums.is_swedish, "8112289874"),
        (checksums.is_finnish, "131052-308T"),
        (checksums.is_polish, "44051401359"),
        (checksums.is_luhn, "046454286"),
        (checksums.is_aadhaar, "234123412346"),
        (checksums.is_brazilian, "52998224725"),
    ],
)
def test_one_wrong_digit_is_noticed(check, right):
    assert check(right)
    place = max(index for index, sign in enumerate(right[:-1]) if sign.isdigit())
    for digit in "0123456789":
        if digit != right[place]:
            assert not check(right[:place] + digit + right[place + 1 :]), digit


def test_a_long_text_takes_no_time_that_anybody_notices():
    text = "calf 123 456 7890 a@b 12.3.84 +1 2 3 4 5 6 7 8 9 A1 Street 12 " * 300

    find_identifiers(text)  # regular expressions that try everything twice would not come back


@given(st.text(alphabet="abcxyzABC @.-_+:#()/'", max_size=80))
def test_a_text_without_digits_holds_nothing_that_needs_one(text):
    for detector in set(DETECTORS) - set(WITHOUT_DIGITS):
        assert not any(detector.is_right(match[detector.group]) for match in detector.pattern.finditer(text))
