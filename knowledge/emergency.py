"""Emergency numbers and crisis lines by country.

Source of the ambulance numbers: each is an emergency number of its country in Google's libphonenumber
(ShortNumberMetadata, version 9.0.43); all were compared with it in November 2026. Crisis lines: national
numbers as the named operators publish them; there is no data set to compare them with, so an editor should
look at the operators' pages once a year. None is given where the number was not certain: the pages then
name findahelpline.com alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The cookie that remembers what a reader chose; it holds nothing but the code of the country.
COOKIE = "country"


@dataclass(frozen=True)
class CrisisLine:
    """Someone to talk to for those who think of ending their life."""

    number: str
    name: str | Promise

    @property
    def dial(self) -> str:
        return dialed(self.number)


@dataclass(frozen=True)
class Country:
    """What to call in a country; the first number is the one to try first."""

    code: str
    name: str | Promise
    numbers: tuple[str, ...]
    crisis: CrisisLine | None = None


@dataclass(frozen=True)
class Region:
    """A line of the short list, which stands where nobody has chosen a country."""

    name: str | Promise
    number: str
    short_name: str | Promise


def dialed(number: str) -> str:
    """Return a number as a telephone link has it: digits alone."""
    return "".join(sign for sign in number if sign.isdigit())


def _country(
    code: str, name: str | Promise, numbers: str, crisis: str = "", operator: str | Promise = ""
) -> Country:
    return Country(code, name, tuple(numbers.split()), CrisisLine(crisis, operator) if crisis else None)


# The list of the article when-to-get-help; a test holds the two together.
REGIONS = (
    Region(_("European Union, and many mobile networks"), "112", _("EU")),
    Region(_("USA, Canada"), "911", _("USA, Canada")),
    Region(_("UK, Ireland"), "999", _("UK, Ireland")),
    Region(_("Australia"), "000", _("Australia")),
    Region(_("Viet Nam (ambulance)"), "115", _("Viet Nam")),
)
COUNTRIES = (
    _country("AR", _("Argentina"), "107"),
    _country("AU", _("Australia"), "000", "13 11 14", "Lifeline"),
    _country("AT", _("Austria"), "144 112", "142", "Telefonseelsorge"),
    _country("BD", _("Bangladesh"), "999"),
    _country("BE", _("Belgium"), "112", "1813", "Zelfmoordlijn"),
    _country("BR", _("Brazil"), "192", "188", "CVV"),
    _country("BG", _("Bulgaria"), "112"),
    _country("CA", _("Canada"), "911", "988", "Suicide Crisis Helpline"),
    _country("CL", _("Chile"), "131"),
    _country("CN", _("China"), "120"),
    _country("CO", _("Colombia"), "123"),
    _country("HR", _("Croatia"), "112 194"),
    _country("CY", _("Cyprus"), "112"),
    _country("CZ", _("Czechia"), "112 155", "116 123", "Linka první psychické pomoci"),
    _country("DK", _("Denmark"), "112", "70 201 201", "Livslinien"),
    _country("EG", _("Egypt"), "123"),
    _country("EE", _("Estonia"), "112"),
    _country("FI", _("Finland"), "112", "09 2525 0111", "MIELI"),
    _country("FR", _("France"), "112 15", "3114", "Numéro national de prévention du suicide"),
    _country("DE", _("Germany"), "112", "0800 111 0 111", "TelefonSeelsorge"),
    _country("GR", _("Greece"), "112 166", "1018", "Klimaka"),
    _country("HK", _("Hong Kong"), "999"),
    _country("HU", _("Hungary"), "112 104", "116 123", "Lelkisegély"),
    _country("IS", _("Iceland"), "112", "1717", "Hjálparsími Rauða krossins"),
    _country("IN", _("India"), "112 108", "14416", "Tele-MANAS"),
    _country("IE", _("Ireland"), "112 999", "116 123", "Samaritans"),
    _country("IL", _("Israel"), "101", "1201", "ERAN"),
    _country("IT", _("Italy"), "112 118"),
    _country("JP", _("Japan"), "119", "0120 279 338", "Yorisoi Hotline"),
    _country("KE", _("Kenya"), "999 112"),
    _country("LV", _("Latvia"), "112 113"),
    _country("LT", _("Lithuania"), "112"),
    _country("LU", _("Luxembourg"), "112", "454545", "SOS Détresse"),
    _country("MY", _("Malaysia"), "999"),
    _country("MT", _("Malta"), "112"),
    _country("MX", _("Mexico"), "911", "800 911 2000", "Línea de la Vida"),
    _country("NP", _("Nepal"), "102"),
    _country("NL", _("Netherlands"), "112", "0800 0113", "113 Zelfmoordpreventie"),
    _country("NZ", _("New Zealand"), "111", "1737", "Need to talk?"),
    _country("NO", _("Norway"), "113", "116 123", "Mental Helse"),
    _country("PH", _("Philippines"), "911", "1553", "NCMH Crisis Hotline"),
    _country("PL", _("Poland"), "112 999", "116 123", "Telefon kryzysowy"),
    _country("PT", _("Portugal"), "112"),
    _country("RO", _("Romania"), "112"),
    _country("SA", _("Saudi Arabia"), "997"),
    _country("SG", _("Singapore"), "995", "1767", "Samaritans of Singapore"),
    _country("SK", _("Slovakia"), "112 155"),
    _country("SI", _("Slovenia"), "112", "116 123", "Zaupni telefon Samarijan"),
    _country("ZA", _("South Africa"), "112 10177", "0800 567 567", "SADAG"),
    _country("KR", _("South Korea"), "119", "109", "Suicide Prevention Hotline"),
    _country("ES", _("Spain"), "112", "024", "Línea 024"),
    _country("SE", _("Sweden"), "112", "90101", "Mind Självmordslinjen"),
    _country("CH", _("Switzerland"), "144 112", "143", "Die Dargebotene Hand"),
    _country("TW", _("Taiwan"), "119", "1925", _("mental health hotline")),
    _country("TH", _("Thailand"), "1669", "1323", _("mental health hotline")),
    _country("TR", _("Türkiye"), "112"),
    _country("UA", _("Ukraine"), "103 112", "7333", "Lifeline Ukraine"),
    _country("AE", _("United Arab Emirates"), "998"),
    _country("GB", _("United Kingdom"), "999 112", "116 123", "Samaritans"),
    _country("US", _("United States"), "911", "988", "988 Lifeline"),
    _country("VN", _("Viet Nam"), "115"),
)
BY_CODE = {country.code: country for country in COUNTRIES}


def known_code(value: str) -> str:
    """Return the code that a cookie holds if it is one of ours, else nothing."""
    country = BY_CODE.get(value.upper())
    return country.code if country else ""


def find_country(values: Mapping[str, str], name: str) -> Country | None:
    """Return the country whose code stands under a name in a query or among cookies, if it is one of ours."""
    return BY_CODE.get(values.get(name, "").upper())
