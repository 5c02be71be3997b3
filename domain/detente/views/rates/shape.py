"""The shape of base rates as data; it takes no library that only an extra brings."""

from collections.abc import Mapping

from detente.model.table import FAMILIES
from detente.views.shapes import Shape, an_object, dated, many, number, one, or_null, text, whether


def _real(what: str) -> Shape:
    return {"type": "number", "description": what}


_BY_STATUS = {"type": "object", "description": "By the status that came next."}
_ESTIMATE = {
    "value": or_null(_real(""), "The estimate; null where it is not reached."),
    "low": or_null(_real(""), "From where the interval of 95 % reaches; null likewise."),
    "high": or_null(_real(""), "To where."),
    "least": or_null(_real(""), "The least that the dates of events leave open; null likewise."),
    "most": or_null(_real(""), "The most."),
}
_ENDING: Mapping[str, Shape] = {
    "ended": number("How many did."),
    "within": or_null(
        many(an_object("A share.", {"share": _real("A quarter, half, three quarters.")} | _ESTIMATE)),
        "After how many days so many of all had; null of fewer pairs than `fewest`.",
    ),
    "by": or_null(
        many(an_object("A number of years.", {"years": number("After so many years.")} | _ESTIMATE)),
        "Which share of all had by then; null likewise.",
    ),
}
_SPELL = an_object(
    "A time that a pair stayed on a rung.",
    {
        "pair": one("pair"),
        "came_from": one("status", "Where the pair came from."),
        "status": one("status"),
        "kind": text("The kind of event by which it came."),
        **dated("began", "When it began, as far as it is known.", is_null=False),
        "into": or_null(one("status"), "Where it led; null where it had not ended when last seen."),
        **dated("last", "When it ended, or was last seen.", is_null=False),
        "lasted": {
            "type": "array",
            "description": "How many days it lasted at least and at most.",
            "prefixItems": [{"type": "integer"}, {"type": "integer"}],
        },
    },
)
_CHOSEN: Mapping[str, Shape] = {
    "country": or_null(one("code"), "The country that is one of the two."),
    "since": or_null(one("day"), "The earliest day on which a spell can have begun."),
    "until": one("day", "The last day that is looked at."),
    "known": or_null(one("day"), "As known at the end of that day; null with all that is recorded."),
    "hypothetical": whether("Whether anything is supposed."),
}
_COUNTED: Mapping[str, Shape] = {
    "spells": number("How many there are."),
    "pairs": number("Of how many pairs."),
}
_FEWEST: Mapping[str, Shape] = {"fewest": number("Of fewer pairs no share is given.")}
_NOT_COUNTED: Mapping[str, Shape] = {
    "left_out": many(one("pair"), "Pairs that could not be answered about."),
    "passed_over": number("With --lenient: how many events that the rules refuse were passed over."),
}

RATES: Shape = {
    "description": "How long pairs stay on a rung, and what comes next; with --matrix how often each is left for each.",
    "oneOf": [
        an_object(
            "How long, and how it ended.",
            {
                "status": one("status", "The rung."),
                "to": many(one("status"), "To where pairs are followed; empty: to whatever came next."),
                "came_from": or_null(one("status"), "Where they came from; null: from anywhere."),
                "kind": or_null(text(), "The kind of event by which they came; null: by any."),
                **_CHOSEN,
                "like": or_null(
                    an_object("A pair on a day.", {"pair": one("pair"), "on": one("day")}),
                    "The pair that came there in the same way.",
                ),
                **_COUNTED,
                **_FEWEST,
                "unbegun": number("How many more are left out, for the record of their pair begins with them."),
                "doubtful": number("How many began or ended with an event that is not confirmed."),
                "unsurveyed": {
                    "type": "object",
                    "description": "In how many a family of facts was not looked for throughout.",
                    "properties": {family: number("") for family in FAMILIES},
                    "additionalProperties": False,
                },
                "silent": number("Of how many no survey says what was looked for."),
                "lasting": an_object("Their ending, in whatever way.", _ENDING),
                "exits": many(an_object("Their ending in one way.", {"status": one("status", "To where."), **_ENDING})),
                "each": many(_SPELL, "Every spell."),
                **_NOT_COUNTED,
            },
        ),
        an_object(
            "How often each status is left for each other.",
            {
                **_CHOSEN,
                **_FEWEST,
                "rows": many(
                    an_object(
                        "A status, by where pairs came from.",
                        {
                            "came_from": or_null(one("status"), "Null where the record begins with it."),
                            "status": one("status"),
                            **_COUNTED,
                            "years": _real("For how many years pairs were seen on it, all together."),
                            "changes": _BY_STATUS | {"additionalProperties": {"type": "integer"}},
                            "rates": or_null(
                                _BY_STATUS | {"additionalProperties": an_object("Changes in a year.", _ESTIMATE)},
                                "How often that is in a year; null of fewer pairs than `fewest`.",
                            ),
                        },
                    )
                ),
                **_NOT_COUNTED,
            },
        ),
    ],
}
"""The shape of the answer."""
