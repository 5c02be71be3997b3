"""How data is put into words."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

SHOWN = 96
"""How many characters of a value are shown to who programs."""
OR_POSSIBLY = ", or possibly "
"""What stands between the plainest value and what else it may be."""


def words(identifier: str) -> str:
    """Return an identifier as people read it.

    >>> words("embassy_closed")
    'embassy closed'
    """
    return identifier.replace("_", " ")


def identifier(text: str) -> str:
    """Return the identifier that words mean, in capitals or not.

    >>> identifier("Embassy closed")
    'embassy_closed'
    """
    return text.strip().casefold().replace(" ", "_")


def counted(number: int, thing: str) -> str:
    """Return how many of a thing there are, in words.

    >>> counted(1, "line"), counted(0, "line")
    ('1 line', '0 lines')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"


def opening(words: str) -> str:
    """Return words with the capital that opens a sentence.

    >>> opening("the United Kingdom and Iran")
    'The United Kingdom and Iran'
    """
    return words[:1].upper() + words[1:]


def called(value: object) -> str:
    """Return what to call a value that is not of the kind that was asked for.

    >>> called(2.5), called([]), called(None)
    ('a float', 'a list', 'None')
    """
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[:1] in 'aeiouAEIOU' else 'a'} {name}"


def shown(kind: str, text: str) -> str:
    """Return how a value shows itself to who programs: its kind and what it is, on one line, cut where it is long.

    >>> shown("Event", "relations_severed by CAN")
    '<Event relations_severed by CAN>'
    """
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in f"{kind} {text}")
    return f"<{line if len(line) <= SHOWN else line[: SHOWN - 1] + '…'}>"


def listing(items: Sequence[str], joined_by: str = "and") -> str:
    """Return items joined as a sentence joins them.

    >>> listing(["Canada", "Iran", "Oman"], "or")
    'Canada, Iran or Oman'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joined_by} {items[-1]}"


def from_to(least: str, most: str | None) -> str:
    """Return from where to where a measure reaches, what it is measured in once; without end where `most` is none.

    >>> from_to("2.0 years", "3.5 years"), from_to("40 days", "13 months"), from_to("2 years", None)
    ('2.0 to 3.5 years', '40 days to 13 months', '2 years or more')
    """
    if most is None:
        return f"{least} or more"
    if least == most:
        return least
    number, _, unit = least.rpartition(" ")
    return f"{number if most.endswith(f' {unit}') else least} to {most}"


def or_possibly(values: Sequence[str]) -> str:
    """Return the plainest value and then what else it may be, in words.

    >>> or_possibly(["established", "strained"])
    'established, or possibly strained'
    """
    return OR_POSSIBLY.join(values)


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known words most like one that is not known, the best first.

    >>> nearest("sumary", ["summary", "sources", "seq"])
    ['summary']
    """
    from difflib import get_close_matches  # only mistakes need it

    return get_close_matches(word, list(known), n=count, cutoff=0.6)


def did_you_mean(near: Sequence[str]) -> str:
    """Return a question whether one of the words was meant, to be added to a sentence; empty without words.

    >>> did_you_mean(["summary"])
    ' Did you mean “summary”?'
    """
    return f" Did you mean {listing([f'“{item}”' for item in near], 'or')}?" if near else ""


UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e00ff"  # as themselves: JavaScript has no such escape, and the schema is read there too
)
"""What cannot be seen wherever it stands, for the brackets of a pattern: controls, marks, separators of lines."""
BLANK = r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0"
"""What cannot be seen by itself, beside that: fillers, joiners, and what chooses a variant of a letter."""
_JOINING = "\u034f\u200c\u200d\u2800"
_SELECTING = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HIDDEN = re.compile(
    f"[{UNSEEN}]"
    # Persian and others are written with joiners between their letters, Braille with blanks between its words.
    f"|(?<![^\x00-\x7f])[{_JOINING}]|[{_JOINING}](?![^\x00-\x7f])"
    # One selector says in which form the letter before it is written, such as an emoji in colours.
    f"|(?<![^\x00-\x7f{_SELECTING}])[{_SELECTING}]"
)
"""What cannot be seen and changes how the text around it is: controls, of direction too, separators of lines, marks."""
_SEEN = re.compile(rf"[^\s{UNSEEN}{BLANK}]")
_NOT_READ = re.compile(f"[{UNSEEN}{_JOINING}{_SELECTING}]")


def masked(text: str) -> str:
    """Return text to be shown, with a mark for each character that cannot be seen; ends of lines and tabs stay.

    >>> masked("Canada" + chr(0x202E) + "lifts" + chr(0x2028) + "its sanctions")
    'Canada�lifts�its sanctions'
    """
    return text if _is_plain(text) else _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _is_plain(text: str) -> bool:
    """Whether all of a text can be seen, as that of most texts can: this is known much sooner than what cannot."""
    return text.isascii() and text.isprintable()


def can_be_seen(text: str) -> bool:
    """Whether something in a text can be seen.

    >>> can_be_seen("é"), can_be_seen(" " + chr(0x200B) + chr(0x2800))
    (True, False)
    """
    return _SEEN.search(text) is not None


def as_read(text: str) -> str:
    """Return text as one reads it: one space between words, in the plain forms of letters, nothing that cannot be seen.

    >>> as_read(" The o" + chr(0xFB03) + "ce" + chr(0xA0) + "  clo" + chr(0xAD) + "ses.")
    'The office closes.'
    """
    text = " ".join(text.split())
    return text if text.isascii() else " ".join(_NOT_READ.sub("", normalize("NFKC", text)).split())


def escaped(text: str) -> str:
    r"""Return JSON that says the same, with an escape for each character in it that cannot be seen.

    >>> print(escaped('"Canada' + chr(0x202E) + 'lifts"'))
    "Canada\u202elifts"
    """
    return _NOT_READ.sub(lambda found: _utf16(found[0]), text)


def _utf16(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
