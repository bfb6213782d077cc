"""Whether a number is one: the checksums of bank accounts, cards and the identity numbers of some countries."""

import re
from datetime import date

IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "TR": 26, "UA": 29,
}  # fmt: skip
ITALIAN_ODD = {
    **dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True)),
    **dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
            strict=True,
        )
    ),
}
VERHOEFF_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043",
    "8765932104", "9876543210",
)  # fmt: skip
VERHOEFF_PLACE = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def digits_of(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isdigit()]


def weighted(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True))


def is_luhn(text: str) -> bool:
    digits = digits_of(text)
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(digits) > 1 and any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_card(text: str) -> bool:
    return 13 <= len(digits_of(text)) <= 19 and is_luhn(text)


def is_iban(text: str) -> bool:
    plain = text.replace(" ", "").upper()
    if len(plain) != IBAN_LENGTHS.get(plain[:2]):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_ssn(text: str) -> bool:
    """No checksum; areas, groups and serials that are never given out are refused."""
    plain = "".join(map(str, digits_of(text)))
    area, group, serial = plain[:3], plain[3:5], plain[5:]
    return (
        len(plain) == 9
        and area not in ("000", "666")
        and area[0] != "9"
        and group != "00"
        and serial != "0000"
    )


def is_nhs(text: str) -> bool:
    digits = digits_of(text)
    if len(digits) != 10:
        return False
    check = 11 - weighted(digits[:9], tuple(range(10, 1, -1))) % 11
    return check != 10 and check % 11 == digits[9]


def is_german_health_insurance(text: str) -> bool:
    number = f"{ord(text[0]) - ord('A') + 1:02}{text[1:]}"
    digits = digits_of(number)
    products = [digit * (1 + place % 2) for place, digit in enumerate(digits[:-1])]
    return sum(product // 10 + product % 10 for product in products) % 10 == digits[-1]


def is_german_pension(text: str) -> bool:
    plain = text.replace(" ", "")
    if not 1 <= int(plain[4:6]) <= 12:
        return False
    digits = digits_of(f"{plain[:8]}{ord(plain[8]) - ord('A') + 1:02}{plain[9:]}")
    products = [
        digit * weight
        for digit, weight in zip(digits[:-1], (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    ]
    return sum(product // 10 + product % 10 for product in products) % 10 == digits[-1]


def is_german_tax(text: str) -> bool:
    """One digit stands there twice or three times among the first ten; then the check of ISO 7064 (11, 10)."""
    digits = digits_of(text)
    counts = sorted((digits[:10].count(digit) for digit in set(digits[:10])), reverse=True)
    if len(digits) != 11 or digits[0] == 0 or counts[0] not in (2, 3) or (len(counts) > 1 and counts[1] > 1):
        return False
    product = 10
    for digit in digits[:10]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == digits[10]


def is_french(text: str) -> bool:
    plain = text.replace(" ", "").upper()
    month = int(plain[3:5])
    if not (1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99):
        return False
    number = plain[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(number) % 97 == int(plain[13:])


def is_italian(text: str) -> bool:
    plain = text.upper()
    even = "0123456789"
    values = [
        ITALIAN_ODD[sign] if place % 2 == 0 else (int(sign) if sign in even else ord(sign) - ord("A"))
        for place, sign in enumerate(plain[:15])
    ]
    return chr(sum(values) % 26 + ord("A")) == plain[15]


def is_spanish(text: str) -> bool:
    plain = text.upper().replace("-", "")
    number = str("XYZ".find(plain[0])) + plain[1:-1] if plain[0] in "XYZ" else plain[:-1]
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def is_dutch(text: str) -> bool:
    digits = digits_of(text)
    return any(digits) and weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def is_belgian(text: str) -> bool:
    plain = "".join(map(str, digits_of(text)))
    check = int(plain[9:])
    return check in (97 - int(plain[:9]) % 97, 97 - int("2" + plain[:9]) % 97)


def is_swiss(text: str) -> bool:
    digits = digits_of(text)
    return (10 - weighted(digits[:12], (1, 3) * 6) % 10) % 10 == digits[12]


def is_swedish(text: str) -> bool:
    digits = digits_of(text)[-10:]
    return 1 <= digits[2] * 10 + digits[3] <= 12 and is_luhn("".join(map(str, digits)))


def is_finnish(text: str) -> bool:
    plain = text.upper()
    try:
        date(2000 + int(plain[4:6]), int(plain[2:4]), int(plain[:2]))
    except ValueError:
        return False
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(plain[:6] + plain[7:10]) % 31] == plain[10]


def is_polish(text: str) -> bool:
    digits = digits_of(text)
    return (10 - weighted(digits[:10], (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10) % 10 == digits[10]


def is_aadhaar(text: str) -> bool:
    check = 0
    for place, digit in enumerate(reversed(digits_of(text))):
        check = int(VERHOEFF_TIMES[check][int(VERHOEFF_PLACE[place % 8][digit])])
    return check == 0


def is_brazilian(text: str) -> bool:
    digits = digits_of(text)
    if len(set(digits)) == 1:
        return False
    first = weighted(digits[:9], tuple(range(10, 1, -1))) * 10 % 11 % 10
    second = weighted(digits[:10], tuple(range(11, 1, -1))) * 10 % 11 % 10
    return [first, second] == digits[9:]


def has_phone_length(text: str) -> bool:
    """Between seven and fifteen digits, and no date."""
    is_date = re.fullmatch(r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d\d", text.strip()) is not None
    return 7 <= len(digits_of(text)) <= 15 and not is_date
