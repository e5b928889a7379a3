"""Signs that free text says more about somebody than this desk should keep."""

import re

_FORENAMES = frozenset(
    """
    aaron abigail adam ahmed aisha alan albert alex alexander alice alison amanda amelia amy
    andrea andrew angela ann anna anne annie anthony arthur barbara ben benjamin betty beverley
    brenda brian bridget callum carol caroline catherine charles charlie charlotte chloe chris
    christine christopher claire colin connor craig daisy daniel danielle darren dave david dawn
    dean deborah debbie denise derek diane donald donna doreen doris dorothy douglas duncan
    dylan edith edward eileen elizabeth ellen ellie elsie emily emma eric ethan eva evelyn
    fatima fiona frances frank fred frederick gareth gary gavin gemma geoff geoffrey george
    georgia gillian gladys gordon grace graham greg hannah harold harriet harry hassan hazel
    heather heidi helen henry holly hugh ian irene isabella isla ivy jack jackie jacob
    jacqueline jade jake james jamie jane janet janice jason jayne jean jennifer jenny jeremy
    jessica jill jim joan joanne joe john jonathan jordan joseph josephine josh joshua joyce
    judith julia julian julie june karen kate katherine kathleen katie keith kelly kenneth kerry
    kevin kieran kim kirsty kyle laura lauren leanne lee leo leon lesley lewis liam lily linda
    lisa liz logan lorraine louise lucas lucy luke lynn malcolm margaret maria marian marie
    marion mark martin mary matthew maureen max megan melanie melissa michael michelle mike
    mohammed molly muhammad nancy naomi natalie nathan neil nicholas nick nicola nigel noah nora
    norman oliver olivia oscar owen pamela patricia patrick paul paula pauline peggy penelope
    peter phil philip phyllis rachel ralph raymond rebecca reginald rhys richard rita rob robert
    roger ronald rose rosemary roy ruby russell ruth ryan sally sam samantha samuel sandra sara
    sarah scott sean shannon sharon sheila shirley sian simon sophia sophie stacey stanley
    stella stephanie stephen steve steven stuart sue susan suzanne sylvia tanya tara teresa
    terry thelma theresa thomas tim timothy tina toby todd tom tony tracey tracy trevor valerie
    vera veronica victoria vincent violet vivienne walter wayne wendy william winifred yvonne
    zoe
    """.split()  # noqa: SIM905  # words read better as words
)
_OF_PLACES = frozenset(
    """
    allotments alley approach arms avenue bank barn bridge brook centre chapel church close college
    common copse corner cottages court crescent cross down drive end estate farm field fields ford
    gardens gate green grove hall heath hill hospital house inn lane lock lodge mead meadow meadows
    mews mill mount nature orchard parade park path place playing point pond primary rise road row
    school shaw spinney square station street surgery terrace vale view village walk ward way wood
    woods yard council court's infants junior secondary
    """.split()  # noqa: SIM905  # words read better as words
)
_TWO_NAMES = re.compile(r"\b([A-Z][a-z]+)\s+(?:[A-Z]\.?\s+)?([A-Z][a-z]*[’'-]?[A-Z]?[a-z]+)")

_NAMES_A_PERSON = "It seems to name a person (“{0}”). Use a reference, or go on if it is needed."
_SIGNS = (
    (
        re.compile(
            r"\b(?:[Mm](?:[Rr][Ss]?|[Ss]|[Xx])\b\.?\s+[A-Za-z]|M(?:iss|ISS)\s+[A-Z])[\w’'-]+"
        ),
        _NAMES_A_PERSON,
    ),
    (
        re.compile(r"(?<!\d)(?:\+44|0)[\s()]*\d(?:[\s()-]*\d){8,9}(?!\d)"),
        "It seems to hold a telephone number. Leave it with the case, or go on if it is needed.",
    ),
    (
        re.compile(
            r"\b(?:d\.?o\.?b\b|date of birth|born\s+(?:on\s+|in\s+)?(?:the\s+)?\d)"
            r"|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)\b",
            re.IGNORECASE,
        ),
        "It seems to hold a date of birth. Leave it out.",
    ),
    (
        # As plates have been since 2001, and with a letter for the year before that.
        re.compile(r"\b(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[C-LNP-Y]\d{1,3}\s?[A-Z]{3})\b"),
        "It seems to hold a vehicle's number (“{0}”). Leave it with the case, if you can.",
    ),
)
# Most text holds none: one look settles that. It begins with a plain set of letters, for the engine
# leaps over all others; at every letter it would try each choice, which takes six times as long.
_WORTH_A_LOOK = re.compile(
    r"""[0-9A-Zmbd](?:
        (?<=[0-9])
        |(?<=[A-Z])\S*\s+[A-Z]
        |(?<=[Mm])(?<!\w[Mm])(?:[Rr][Ss]?|[Ss]|[Xx])\b
        |(?<=[Bb])irth|(?<=B)IRTH
        |(?<=[Dd])(?<!\w[Dd])\.?[Oo]\.?[Bb]\b
    )""",
    re.VERBOSE,
)


def warnings(text: str) -> list[str]:
    """A sentence for each kind of personal data the text seems to hold; empty if none."""
    if _WORTH_A_LOOK.search(text) is None:
        return []
    found = [(pattern.search(text), sentence) for pattern, sentence in _SIGNS]
    said = [sentence.format(sign[0]) for sign, sentence in found if sign is not None]
    if found[0][0] is None and (name := _name(text)):
        said.insert(0, _NAMES_A_PERSON.format(name))
    return said


def _name(text: str) -> str:
    """A usual forename before another name that is no word of places; empty if there is none."""
    for found in _TWO_NAMES.finditer(text):
        forename, surname = found[1].lower(), found[2].lower()
        if forename in _FORENAMES and surname not in _OF_PLACES:
            return found[0]
    return ""
