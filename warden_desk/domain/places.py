"""Where something is: British grid references, and postcodes as people write them.

A place is (easting, northing) in whole metres, EPSG:27700.
"""

import re

from warden_desk.domain.errors import UserError

_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
"""The grid's letters, without I, row by row from the north-west."""
_SQUARE_M = 100_000
_MAX_EASTING, _MAX_NORTHING = 700_000, 1_300_000

_GRID_REFERENCE = re.compile(r"([A-HJ-Z]{2})((?:\d\d){1,5})")
_OUTCODE = r"[A-Z]{1,2}[0-9][0-9A-Z]?"
_POSTCODE = re.compile(rf"({_OUTCODE})([0-9][A-Z]{{2}})")
_OUTCODE_ONLY = re.compile(_OUTCODE)


def parse_grid_reference(text: str) -> tuple[int, int]:
    """Easting and northing of the middle of the square that `text` names, "TR0636" or "TR 061 364".

    Raises:
        UserError: it is not a reference of the British grid.
    """
    compact = re.sub(r"[\s,./-]+", "", text).upper()
    match = _GRID_REFERENCE.fullmatch(compact)
    if match is None:
        raise UserError(
            f"“{text.strip()}” is not a grid reference. "
            "Write two letters and an even number of figures, such as TR 061 364."
        )
    letters, figures = match.groups()
    west, south = _corner(letters)
    half = len(figures) // 2
    size = 10 ** (5 - half)
    easting = west + int(figures[:half]) * size + size // 2
    northing = south + int(figures[half:]) * size + size // 2
    if not (0 <= easting < _MAX_EASTING and 0 <= northing < _MAX_NORTHING):
        raise UserError(f"The square {letters} is outside Britain. Check the two letters.")
    return easting, northing


def grid_reference(easting: int, northing: int, figures: int = 6) -> str:
    """The square that holds the place: "TR 061 364" with six figures, which is to 100 m.

    Raises:
        ValueError: the place is outside the British grid, or `figures` is not 2, 4, 6, 8 or 10.
    """
    if not (0 <= easting < _MAX_EASTING and 0 <= northing < _MAX_NORTHING):
        raise ValueError(f"({easting}, {northing}) is outside the British grid")
    if figures not in range(2, 11, 2):
        raise ValueError(f"a grid reference has 2, 4, 6, 8 or 10 figures, not {figures}")
    half = figures // 2
    size = 10 ** (5 - half)
    x, y = easting % _SQUARE_M // size, northing % _SQUARE_M // size
    return f"{_letters(easting, northing)} {x:0{half}d} {y:0{half}d}"


def tidy_postcode(text: str) -> str:
    """A postcode as the Post Office writes it: "me14 4bb" becomes "ME14 4BB".

    Raises:
        UserError: it does not have the form of a whole postcode.
    """
    match = _POSTCODE.fullmatch(_compact(text))
    if match is None:
        raise UserError(f"“{text.strip()}” is not a whole postcode. Write it like ME14 4BB.")
    return f"{match[1]} {match[2]}"


def is_postcode(text: str) -> bool:
    """Whether it has the form of a whole postcode; whether it exists is another question."""
    return _POSTCODE.fullmatch(_compact(text)) is not None


def is_outcode(text: str) -> bool:
    """Whether it is only the first half of a postcode, such as "ME18"."""
    return _OUTCODE_ONLY.fullmatch(_compact(text)) is not None


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text).upper()


def _corner(letters: str) -> tuple[int, int]:
    """South-west corner of a 100 km square.

    The first letter is a square of 500 km, the origin being the south-west corner of S; the second
    letter divides it.
    """
    great, small = (divmod(_LETTERS.index(letter), 5) for letter in letters)
    east = (great[1] - 2) * 5 + small[1]
    north = (3 - great[0]) * 5 + 4 - small[0]
    return east * _SQUARE_M, north * _SQUARE_M


def _letters(easting: int, northing: int) -> str:
    east, north = easting // _SQUARE_M, northing // _SQUARE_M
    great = (3 - north // 5) * 5 + east // 5 + 2
    small = (4 - north % 5) * 5 + east % 5
    return _LETTERS[great] + _LETTERS[small]
