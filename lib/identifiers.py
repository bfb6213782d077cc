"""Finds what tells who somebody is: addresses, numbers with their checksums, dates of birth, names after "my name is".

Made to be shown to the writer before publishing, never to be stored: nothing that is found goes into a log. Medical
writing is full of numbers, so a number counts only with its checksum, its form or the word before it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lib import checksums
from lib.media import PICTURE_LINK


class Kind(TextChoices):
    """What was found."""

    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    ADDRESS = "address", _("postal address")
    BIRTH_DATE = "birth_date", _("date of birth")
    IBAN = "iban", _("bank account")
    CARD = "card", _("card number")
    NATIONAL_ID = "national_id", _("identity or insurance number")
    NAME = "name", _("name")


@dataclass(frozen=True)
class Identifier:
    """A place in a text; what stands there is not kept."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Detector:
    """A form, and what has to be true of what has it."""

    kind: Kind
    pattern: re.Pattern[str]
    is_right: Callable[[str], bool] = lambda _found: True
    # Which part of the match counts; the words before it do not.
    group: int = 0


def _form(text: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(text, flags)


GAP = r"[ .\-/]?"
STREET = (
    r"street|st\.|road|rd\.|avenue|ave\.?|lane|drive|court|boulevard|blvd|terrace|crescent|close|square|way|"
    r"straße|strasse|str\.|weg|platz|allee|gasse|rue|via|calle|laan|straat|gatan|veien|vej"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DATE = (
    rf"(?:\d{{1,2}}[./\- ]\d{{1,2}}[./\- ](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? (?:19|20)\d\d|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
)
BORN = r"(?:born(?: on)?|date of birth|d\.?o\.?b\.?|birthday(?: is)?|geboren am|né(?:e)? le)"
NUMBERED = r"(?:no\.?|number|nr\.?|#|is|:)?[ :#]*"

DETECTORS = (
    Detector(Kind.EMAIL, _form(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}\b")),
    Detector(
        Kind.IBAN,
        _form(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b"),
        checksums.is_iban,
    ),
    Detector(Kind.CARD, _form(r"(?<![\d.,])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\d.,]\d)\b"), checksums.is_card),
    Detector(Kind.CARD, _form(r"(?<![\d.,])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b"), checksums.is_card),
    # United States: social security number, Medicare number
    Detector(Kind.NATIONAL_ID, _form(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"), checksums.is_ssn),
    Detector(
        Kind.NATIONAL_ID, _form(rf"\b(?:ssn|social security) ?{NUMBERED}(\d{{3}}[- ]?\d{{2}}[- ]?\d{{4}})\b"),
        checksums.is_ssn, group=1,
    ),
    Detector(
        Kind.NATIONAL_ID,
        _form(r"\b[1-9][ac-hj-km-np-rt-y][0-9ac-hj-km-np-rt-y]\d-?[ac-hj-km-np-rt-y][0-9ac-hj-km-np-rt-y]\d-?"
              r"[ac-hj-km-np-rt-y]{2}\d{2}\b"),
    ),
    # United Kingdom: NHS number, National Insurance number
    Detector(Kind.NATIONAL_ID, _form(r"(?<![\d-])\d{3} \d{3} \d{4}(?![\d-])"), checksums.is_nhs),
    Detector(
        Kind.NATIONAL_ID, _form(rf"\bnhs ?{NUMBERED}(\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}})\b"), checksums.is_nhs, group=1
    ),
    Detector(
        Kind.NATIONAL_ID,
        _form(r"\b(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b"),
    ),
    # Germany: health insurance, pension insurance, tax
    Detector(Kind.NATIONAL_ID, _form(r"\b[A-Z]\d{9}\b", 0), checksums.is_german_health_insurance),
    Detector(Kind.NATIONAL_ID, _form(r"\b\d{2} ?\d{6} ?[A-Z] ?\d{3}\b", 0), checksums.is_german_pension),
    Detector(
        Kind.NATIONAL_ID, _form(r"(?<!\d)\d{2} \d{3} \d{3} \d{3}(?!\d)|(?<!\d)[1-9]\d{10}(?!\d)"),
        checksums.is_german_tax,
    ),
    # France, Italy, Spain, Netherlands, Belgium, Switzerland
    Detector(
        Kind.NATIONAL_ID,
        _form(r"(?<!\d)[12] ?\d{2} ?\d{2} ?(?:\d{2}|2a|2b) ?\d{3} ?\d{3} ?\d{2}(?!\d)"),
        checksums.is_french,
    ),
    Detector(
        Kind.NATIONAL_ID, _form(r"\b[a-z]{6}\d{2}[a-ehlmprst]\d{2}[a-z]\d{3}[a-z]\b"), checksums.is_italian
    ),
    Detector(Kind.NATIONAL_ID, _form(r"\b(?:\d{8}|[xyz]\d{7})-?[a-z]\b"), checksums.is_spanish),
    Detector(
        Kind.NATIONAL_ID, _form(rf"\b(?:bsn|burgerservicenummer) ?{NUMBERED}(\d{{9}})\b"), checksums.is_dutch, group=1
    ),
    Detector(Kind.NATIONAL_ID, _form(r"(?<!\d)\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\d)"), checksums.is_belgian),
    Detector(Kind.NATIONAL_ID, _form(r"(?<!\d)756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\d)"), checksums.is_swiss),
    # Sweden, Finland, Poland, Canada, India, Brazil
    Detector(Kind.NATIONAL_ID, _form(r"(?<!\d)(?:19|20)?\d{6}[-+]\d{4}(?!\d)"), checksums.is_swedish),
    Detector(Kind.NATIONAL_ID, _form(r"\b\d{6}[-+a]\d{3}[0-9a-fhj-npr-y]\b"), checksums.is_finnish),
    Detector(Kind.NATIONAL_ID, _form(rf"\bpesel ?{NUMBERED}(\d{{11}})\b"), checksums.is_polish, group=1),
    Detector(
        Kind.NATIONAL_ID, _form(rf"\b(?:sin|social insurance) ?{NUMBERED}(\d{{3}}[ -]?\d{{3}}[ -]?\d{{3}})\b"),
        checksums.is_luhn, group=1,
    ),
    Detector(Kind.NATIONAL_ID, _form(r"(?<!\d)[2-9]\d{3} \d{4} \d{4}(?![ \d])"), checksums.is_aadhaar),
    Detector(Kind.NATIONAL_ID, _form(r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)"), checksums.is_brazilian),
    # What its writer calls one
    Detector(
        Kind.NATIONAL_ID,
        _form(
            r"\b(?:passport|id card|identity card|insurance|policy|patient|medicare|medical record|mrn|cccd|cmnd) ?"
            r"(?:no\.?|number|nr\.?|id|#|:)[ :#is]{0,5}([a-z]{0,3}\d[a-z0-9][a-z0-9 -]{3,12}\d)\b"
        ),
        group=1,
    ),
    Detector(Kind.BIRTH_DATE, _form(rf"\b{BORN}[ :]*({DATE})"), group=1),
    Detector(Kind.ADDRESS, _form(rf"\b\d{{1,4}}[a-z]? (?:[A-Z][\w'’]+ ){{1,3}}(?:{STREET})(?!\w)", re.IGNORECASE),
             lambda found: found.split(" ")[1][:1].isupper()),
    Detector(
        Kind.ADDRESS,
        _form(r"\b[A-ZÄÖÜ][\wäöüß]{2,}(?:straße|strasse|str\.|weg|platz|allee|gasse) ?\d{1,4}[a-z]?\b", 0),
    ),
    Detector(Kind.ADDRESS, _form(r"\b(?:rue|via|calle|avenue|boulevard) (?:[A-Z][\w'’]+ ?){1,3},? ?\d{1,4}\b", 0)),
    Detector(Kind.ADDRESS, _form(rf"\bi live (?:at|in) (\d{{1,4}}[a-z]? [\w'’]+ (?:{STREET})?)"), group=1),
    Detector(
        Kind.PHONE,
        _form(r"(?<![\w.,/])(?:\+|00)[1-9]\d{0,2}(?:[ .\-/]?\(?\d{1,4}\)?){2,5}(?!\w)"),
        checksums.has_phone_length,
    ),
    Detector(Kind.PHONE, _form(r"(?<![\w.,/-])\(?[2-9]\d{2}\)?[ .-]\d{3}[.-]\d{4}(?!\w)")),
    Detector(
        Kind.PHONE,
        _form(
            r"\b(?:phone|call me|mobile|cell|whatsapp|telegram|text me|tel\.?|number is|reach me)[ \w:]{0,16}?"
            r"(\(?0?\d[\d .\-/()]{6,16}\d)\b"
        ),
        checksums.has_phone_length, group=1,
    ),
    Detector(Kind.PHONE, _form(r"(?<![\w.,/+-])0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5}(?!\w)"), checksums.has_phone_length),
    Detector(
        Kind.NAME,
        re.compile(
            r"(?i:\b(?:my (?:full )?name is|"
            r"my (?:son|daughter|husband|wife|mother|father|mum|mom|dad)(?:'s name is|,? called|,? named)|"
            r"i am called|mi nombre es|je m'appelle|ich heiße|ich heisse))"
            r" ((?-i:[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}))"
        ),
        group=1,
    ),
)  # fmt: skip

# Everything else has a number in it, which most texts do not.
WITHOUT_DIGITS = tuple(detector for detector in DETECTORS if detector.kind in (Kind.EMAIL, Kind.NAME))
DIGIT = re.compile(r"\d")


def find_identifiers(text: str) -> list[Identifier]:
    """Return what tells who somebody is, in the order of the text; where two overlap, the longer one."""
    found = sorted(_all(text), key=lambda one: (one.start, -one.end))
    kept: list[Identifier] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end - one.start > kept[-1].end - kept[-1].start:
            kept[-1] = one
    return kept


def mask_identifiers(text: str) -> str:
    """Return the text with words in place of everything that was found, such as "(phone number)"."""
    for one in reversed(find_identifiers(text)):
        text = f"{text[: one.start]}({one.kind.label}){text[one.end :]}"
    return text


def _all(text: str) -> Iterator[Identifier]:
    # The key of a picture is no number of anybody.
    text = PICTURE_LINK.sub(lambda match: " " * len(match[0]), text)
    for detector in DETECTORS if DIGIT.search(text) else WITHOUT_DIGITS:
        for match in detector.pattern.finditer(text):
            if detector.is_right(match[detector.group]):
                yield Identifier(detector.kind, match.start(detector.group), match.end(detector.group))
