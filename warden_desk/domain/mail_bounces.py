"""Reading which addresses mail came back from, in whatever was pasted: a list, or the mails."""

import re

_ADDRESS = re.compile(r"[\w.+'%&=~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_POSTMASTERS = re.compile(
    r"\A(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b", re.IGNORECASE
)
_OF_A_REPORT = re.compile(
    r"^[\s>]*(?:(?:final|original)-recipient\s*:\s*(?:rfc822\s*;)?(?P<who>.*)"
    r"|action\s*:\s*(?P<action>\w+).*)$",
    re.IGNORECASE | re.MULTILINE,
)
_FAILED = "failed"
_WRITERS = re.compile(
    r"^[\s>]*(?:from|reply-to|sender|return-path|message-id|references|in-reply-to|cc|bcc|received"
    r"|x-[\w-]+|dkim-signature)\s*:.*$(?:\n[ \t]+\S.*$)*",
    re.IGNORECASE | re.MULTILINE,
)


def bounced_addresses(text: str) -> list[str]:
    """The addresses in a pasted text that mail did not reach, each once, in small letters.

    Left out are postmasters, those of the lines that say who wrote, and those of which a delivery
    report says anything else than that it failed: it may be delayed only.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    waiting = _not_given_up(text)
    return [each for each in _addresses(_WRITERS.sub(" ", text)) if each not in waiting]


def _not_given_up(text: str) -> set[str]:
    """What delivery reports name without saying that it failed."""
    said: dict[str, bool] = {}
    named: list[str] = []
    for line in _OF_A_REPORT.finditer(text):
        if line["who"] is not None:
            named += _addresses(line["who"])
            continue
        has_failed = line["action"].casefold() == _FAILED
        said |= {each: said.get(each, False) or has_failed for each in named}
        named = []
    return {each for each, has_failed in said.items() if not has_failed}


def _addresses(text: str) -> list[str]:
    found = (address.strip(".'").casefold() for address in _ADDRESS.findall(text))
    return list(dict.fromkeys(a for a in found if not _POSTMASTERS.match(a)))
