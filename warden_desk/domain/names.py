"""Names as lists spell them: places, councils, people, telephone numbers."""

import re
import unicodedata
from dataclasses import dataclass

_COUNCIL = re.compile(
    r"\b(?:(?:parish|town|village|community|joint parish)s?\s+councils?|(?:parish|town)\s+meeting"
    r"|civil parish|p\.?\s?c\.?|t\.?\s?c\.?|parish|c\.?p\.?)\s*$"
)
_HIGHER = re.compile(r"\b(?:borough|district|city|county|ward|bc|dc|kcc|councillor|cllr|mp)\b")
_REPEATED = re.compile(r"\s+x\s*\d+$", re.IGNORECASE)
_FILLERS = frozenset({"and", "with", "cum", "the", "in", "on", "at", "le", "of", "by", "next"})
_SPOTS = re.compile(
    r"\b(?:(?:village|parish|community|church|town)\s+(?:hall|centre|green|room|club|pump)"
    r"|rec(?:reation)?(?:\s+(?:ground|park))?|play(?:ing)?\s*(?:area|ground|field)s?|park|green"
    r"|village|town|(?:town|village)\s+centre|high street|the street|main road|church|school"
    r"|primary school|railway station|station|car park|allotments|library|surgery|shops?|estate"
    r"|bus stop|lay[\s-]?by|area|pc|parish)$"
)
_ROAD = re.compile(
    r"\b(?:road|rd|street|st|lane|ln|avenue|ave|close|drive|way|court|crescent|gardens|terrace"
    r"|hill road|row|place|walk|mews|rise)$"
)
_TITLES = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|rev|revd|cllr|councillor|sir|dame|prof)\.?\s+", re.IGNORECASE
)
_COUNTRY = re.compile(r"^\s*\(?(?:\+|00)\s*44\)?\s*\(?0?\)?")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_DIGITS = re.compile(r"\D+")
_COLLAR = re.compile(r"[A-Z]{0,4}\s*-?\s*\d{1,6}")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


def plain_name(text: str) -> str:
    """Small letters, no accents or points, single spaces, `&` as `and`: what names compare by."""
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "")
    text = text.replace("&", " and ").replace("'", "")
    return _NOT_PLAIN.sub(" ", text).strip().replace("saint ", "st ")


def place_name(text: str) -> str:
    """A council's or parish's name without "Parish Council", "PC" and the like, plain."""
    name = _REPEATED.sub("", plain_name(text))
    while (shorter := _COUNCIL.sub("", name).strip()) and shorter != name:
        name = shorter
    return name


def without_repeats(text: str) -> str:
    """“Birchington Parish Council x 2” without the count, as it is spelt."""
    return _REPEATED.sub("", text.strip())


def is_higher_council(text: str) -> bool:
    """Whether a borough, district, county or ward is named: not a parish's own council."""
    return _HIGHER.search(plain_name(text)) is not None


def words_of(name: str) -> frozenset[str]:
    """The telling words of a plain name, in no order and without "and", "with", "cum"."""
    words = name.split()
    return frozenset(word for word in words if word not in _FILLERS) or frozenset(words)


def without_spot(name: str) -> str:
    """A plain place without the spot in it: `pluckley village hall` is in `pluckley`."""
    while (shorter := _SPOTS.sub("", name).strip()) and shorter != name:
        name = shorter
    return name


def is_road(name: str) -> bool:
    """Whether a plain name ends like a road's: `ashford road` need not be in Ashford."""
    return _ROAD.search(name) is not None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in two parts. Without a known surname, all of it is the surname."""

    forename: str
    surname: str

    @property
    def key(self) -> str:
        """What two spellings of the same name have in common."""
        return plain_name(f"{self.forename} {self.surname}")

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()


def person_name(text: str) -> PersonName:
    """`Mr Danny Knowles`, `Knowles, Danny` and `Danny Knowles` are the same person."""
    text = " ".join(text.split())
    if text.count(",") == 1:
        last, first = (part.strip() for part in text.split(","))
        if last and first:
            text = f"{first} {last}"
    while (shorter := _TITLES.sub("", text)) != text:
        text = shorter
    forename, _, surname = text.rpartition(" ")
    return PersonName(forename, surname)


def phone_key(text: str) -> str:
    """The digits a number is dialled by within the country: +44(0)7700 900482 is 07700900482."""
    digits = _DIGITS.sub("", _COUNTRY.sub("0", text))
    return digits if digits.startswith("0") or not digits else f"0{digits}"


def uk_phone(text: str) -> str:
    """A number spaced as people read it; what is no UK number stays as it was written."""
    digits = phone_key(text)
    if not 9 <= len(digits) <= 11 or any(c.isalpha() for c in text):
        return " ".join(text.split())
    if digits.startswith("02"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if digits.startswith(("011", "03", "08", "09")) or re.match(r"01\d1", digits):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return f"{digits[:5]} {digits[5:]}"


def is_phone(text: str) -> bool:
    """Whether it can be dialled: nine to eleven digits after the country's code."""
    return 9 <= len(phone_key(text)) <= 11


def collar_number(text: str) -> str | None:
    """`cw 101` as CW101; None if it is no collar number."""
    found = _COLLAR.fullmatch(text.strip().upper())
    return None if found is None else re.sub(r"[\s-]", "", found[0])


def uk_postcode(text: str) -> str | None:
    """`me14 4bb` as ME14 4BB, and an outward code alone (ME18) as it is; None if it is neither."""
    compact = text.upper().replace(" ", "")
    found = _POSTCODE.fullmatch(compact)
    if found is not None:
        return f"{found[1]} {found[2]}"
    return compact if _OUTWARD.fullmatch(compact) else None
