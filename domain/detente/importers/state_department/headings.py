"""What the headings of the guide's acts mean: which words tell of which kind of event.

The guide has some twelve hundred headings, made of a few dozen phrases ("Elevation of American Legation to Embassy
Status, 1943"). Of each list below the first row that fits counts.
"""

import re
from typing import NamedTuple


def any_of(text: str) -> re.Pattern[str]:
    """Return what finds words in a text, in capitals or not."""
    return re.compile(text, re.IGNORECASE)


class Heading(NamedTuple):
    """Words of a heading, and what they mean."""

    words: re.Pattern[str]
    means: str
    """A kind of event, a sort of office, a sentence or a reason, as the list says."""
    prose: re.Pattern[str] = any_of("")
    """The words by which the prose tells of it: the day is that which follows them in their sentence, or precedes."""
    or_else: re.Pattern[str] = any_of("credentials|received|recogn")
    """Other words that tell of it, where no sentence with a day has the first."""


_MISSION = r"(embas+y|legations?|missions?|diplomatic presence)\b"
_AGAIN = r"(re-?-?establish|resum|restor|re-?open|renew|normali[sz])"
_SEVER = "sever|broken off|suspension of diplomatic"
_RAISE = "elevat|rais|upgrad"

SEVERED = Heading(any_of(_SEVER), "relations_severed", any_of("sever|broke|suspen"))
LAPSED = Heading(
    any_of("cessation|termination of (diplomatic )?relations|relations ended|joins? the (north )?german"),
    "relations_lapsed",
)
RELATIONS = (
    SEVERED,
    LAPSED,
    Heading(any_of(rf"{_AGAIN}.*relations|relations.*{_AGAIN}"), "relations_restored", any_of(f"{_AGAIN}|relations")),
    Heading(
        any_of("establish.*relations|relations.*(?<!re)(?<!re-)establish"), "relations_established", any_of("relations")
    ),
)
"""What tells of relations: the kind of event."""

OPENED = Heading(
    any_of(rf"(establish|opening|opened).*{_MISSION}|{_MISSION}.*(establish|opened)"),
    "mission_opened",
    any_of("establish|open|credentials|embassy status"),
)
MISSIONS = (
    Heading(
        any_of(
            rf"{_MISSION}.*(clos|suspend)|staff withdrawn"
            rf"|(clos|suspension of|evacuation of|termination of).*({_MISSION}|operations)"
        ),
        "mission_closed",
        any_of("clos|suspend|withdr|evacuat|terminat"),
    ),
    Heading(
        any_of(
            rf"({_RAISE}).*({_MISSION}|ambassador)|(embassy|legation).*({_RAISE})|legation to embassy",
        ),
        "mission_upgraded",
        any_of(f"{_RAISE}|rank|promot|became|credentials"),
    ),
    Heading(
        any_of(rf"{_MISSION}.*{_AGAIN}|{_AGAIN}.*({_MISSION}|operations)"),
        "mission_opened",
        any_of(f"{_AGAIN}|establish|opened|credentials"),
    ),
    OPENED,
)
"""What tells of a mission: the kind of event."""

OFFICES = (
    Heading(any_of("interests? section"), "interests_section", any_of("interests? section")),
    Heading(
        any_of("liaison office.*(establish|open)|(establish|open).*liaison office"),
        "liaison_office",
        any_of("liaison office"),
    ),
)
"""What tells of an office: its sort."""

RECALLED = Heading(any_of("ambassadors? recalled|withdrawal of ambassador"), "ambassador_recalled", any_of("recall"))

INTERRUPTED = "Normal relations between {us} and {them} are interrupted."
"""What an interruption of normal relations is, where nobody broke them off."""
UNWELCOME = "{them} declares the head of the mission of {us} persona non grata."
RECEIVED = "{them} receives a new head of the mission of {us}."
"""How the grievance ends that a head of mission gave who had to go; a chargé in an embassy is nobody in his place."""
MOVED = "The mission of {us} to {them} moves{place}."
NOTED = (
    Heading(
        any_of(r"\bmov(ed?|es|ement)\b|relocat|returne?d?s? to|transferred"),
        MOVED,
        any_of("mov|relocat|return|transfer"),
    ),
    Heading(any_of("assassinat"), "The ambassador of {us} to {them} is killed.", any_of("assassinat|killed")),
    Heading(any_of("interrupt"), INTERRUPTED, any_of("interrupt|suspend|relations|recogn")),
)
"""What changes nothing by the rules, and is worth keeping: the sentence."""

RECOGNISED = (
    Heading(
        any_of("first official (diplomatic|state)"),
        "{us} and {them} deal with each other officially for the first time.",
    ),
    Heading(any_of("mutual|recognition between"), "{us} and {them} recognise each other.", any_of("recogn")),
    Heading(
        any_of(r"recogn\w+ (of )?(the )?(independence of the )?u(\.s\.|nited states)|recognize the united states"),
        "{us} is recognised by {them}.",
        any_of("recogn"),
    ),
    Heading(any_of("recogn.*(government|committee)"), "{us} recognises a new government of {them}.", any_of("recogn")),
    Heading(any_of("recogn"), "{us} recognises {them}.", any_of("recogn")),
)
"""What tells that one recognises the other, which is noted: the sentence."""

NEVER = Heading(any_of(r"never|^no\b|no permanent"), "relations were never established, as the act itself says")
NOTHING = (
    Heading(
        any_of("^(declaration|convention|treaty|compact)\\b|consular convention|treaty signed"), "a treaty or agreement"
    ),
    NEVER,
    Heading(any_of("anniversary"), "an anniversary"),
    Heading(
        any_of(
            r"special representative|installation of american|accreditation of|change (from|in)|ambassador resident"
            r"|(first|u\.s\.|american) (american )?(ambassador|minister)\b(?!.*(recall|expel|separated))"
            r"|appointment of first|ambassadorial"
        ),
        "a chief of mission takes up the post: the list of chiefs says so, with the day",
    ),
)
"""What is no act: the reason."""

CONSULAR = any_of("consular relations")
"""Relations that are no diplomatic ones."""
BROKEN = any_of(
    r"\b(severed|broke) (diplomatic )?relations with the united states"
    r"|(united states|u\.s\.)[^.]{0,60} (severed|broke)\b"
)
"""Words of the prose by which an interruption or a cessation was a severing."""
RAISED = any_of(
    r"(u\.s\.|american) consulate( general)? [^.]{0,60}(raised|elevated|became)"
    r"|(raised|elevated) (its|the) consulate|consulate general [^.]{0,40}(raised|elevated)"
    r"|established the american embassy|^the embassy [^.]{0,40}established|opened an embassy"
)
"""Words of the prose that tell of a mission, where the heading tells of relations alone."""
PLACE = re.compile(r"\bto (?:the )?([A-Z][^,.(]+?)(?=,|\.| \(|$)")
"""Where a mission moves to."""
THEIRS = any_of(
    r"\b(?!american|european)\w*(ian|ish|an|dutch|slovak|zealand) (legation|embassy)\b"
    r"|(legation|embassy) (in|to) (washington|the (u\.?s|united states))"
)
"""A mission to the United States."""
OF_BOTH = any_of("legations to embassy")
"""The missions of both."""
