"""The shapes of answers as data, as a JSON Schema: what ``--json`` prints and ``to_dict`` returns."""

from collections.abc import Mapping

from detente.model.configuration import OFFICES, SHARED, SIDED
from detente.model.events import CONFIDENCES
from detente.model.statuses import Status
from detente.model.table import FAMILIES
from detente.views.data import DIALECT
from detente.views.rates.shape import RATES
from detente.views.shapes import Shape, an_object, dated, many, number, one, one_of, or_null, text, whether


def answers_schema(others: Mapping[str, Shape]) -> Shape:
    """Return the JSON Schema of the answers of every command, each by its name in ``$defs``, and what they are made of.

    `others` are those of commands whose answers are made further up.
    """
    return {
        "$schema": DIALECT,
        "title": "The answers of detente",
        "description": "The answer of each command with --json, by its name, and what answers are made of.",
        "$defs": {**ANSWERS, **others, **PARTS},
    }


_PAIR = one("pair", "The two countries.")
_IDS = many(text())

_STATE: dict[str, Shape] = {
    "pair": _PAIR,
    "date": one("day", "The day at whose end it is so."),
    "known": or_null(one("day"), "As known at the end of that day; null with all that is recorded."),
    "hypothetical": whether("Whether anything is supposed."),
    "recorded": or_null(
        an_object("From when to when.", dated("from", "Null without a date.") | dated("to", "Null: to this day.")),
        "From when to when something is recorded of the pair; null where nothing is.",
    ),
    "status": or_null(one("status"), "The highest rung that holds; null where nothing is recorded."),
    "rungs": many(one("status"), "Every rung that holds, the highest first."),
    "possible": many(one("status"), "Every status that the dates of events leave open."),
    "complete": whether("Whether every order that the dates leave open was followed."),
    **dated("since", "The date of the event with which the status began."),
    "confidence": or_null(one_of(CONFIDENCES), "The weakest among the events that hold the rungs."),
    "unsurveyed": or_null(many(one_of(FAMILIES)), "What was not looked for on the day; null where no survey says."),
    "to_blame": many(one("dated_event"), "The events on whose day the status depends."),
    "undecided": many(one("dated_event"), "The events on whose day the status or any fact depends."),
}
_RELATED = {
    "related": many(
        one("pair"), "Pairs of predecessors or successors that have a record, where this one has none then."
    )
}
_OF_MANY = {"passed_over": number("With --lenient: how many events that the rules refuse were passed over.")}
_STANDING = {"standing": or_null(one("standing"), "Every fact; null where nothing is recorded.")}
_WITH_STANDING = _STATE | _RELATED | _STANDING

_FACTS_OF_A_SIDE = [name for name in SIDED if name not in OFFICES]

_OF_EVENT: dict[str, Shape] = {
    "by": one("code", "Who acts."),
    "seq": number("Its order among events of one day."),
    **dated("announced", "When it was made public, if on another date.", is_null=False),
    "recorded": text("When the line was added to the log (RFC 3339, UTC); not where it is supposed."),
    "hypothetical": {"const": True, "description": "Only of an event that is supposed."},
    "sources": many(one("source"), "Where it can be read."),
    "confidence": one_of(CONFIDENCES, "`confirmed` where it is not said."),
    "note": text("What else a reader should know."),
    "retracts": text("The id of the event that this one replaces."),
    "major": whether("Whether what is only noted is shown without being asked for."),
    "level": text("Of a mission: embassy or legation."),
    "head": text("Of a mission: ambassador, envoy or charge."),
    "resident": whether("Whether the head resides there."),
    "ordered_by": one("code", "The receiving state, if it required the closing."),
    "measure": text("Of sanctions."),
    "conditions": text("Of an offer of talks."),
    "office": one_of(OFFICES),
    "power": one("code", "The protecting power."),
}
_EVENT = {
    "id": text("Unique in the log."),
    "kind": text("What happened: one of the kinds of `detente schema`."),
    "parties": one("pair"),
    **dated("on", "When it took effect.", is_null=False),
    "summary": text("What happened, in a sentence."),
}
_CHANGE = {
    "event": one("event"),
    "status_before": one("status", "The status before it, every event before taken as happened."),
    "status": one("status", "The status after it."),
    "changes_facts": whether("Whether a fact came into force, ended, was repeated or amended."),
}
_OVERTAKEN = an_object(
    "An event of the record that the hypothesis makes impossible.",
    {
        "event": one("event"),
        "why": text("What it breaks, in a sentence."),
        "because": text("The part of the rule that does not hold, in words."),
    },
)
_SUPPOSED: dict[str, Shape] = {
    "moves": many(one("move"), "What is supposed, in order."),
    "supposed": many(one("change"), "The course as supposed."),
    "differ": many(one("contrast"), "The spans of days on which the two differ."),
    "no_difference": many(
        an_object("An event that makes none.", {"event": text("Its id."), "by": _IDS}),
        "Where they differ on no day, why: for each event those that decide in its place.",
    ),
    "overtaken": many(_OVERTAKEN, "What is recorded and no longer possible."),
}
_RECORDED: dict[str, Shape] = {
    "pair": _PAIR,
    "recorded": many(one("change"), "The course as recorded."),
    "before": one("state", "Where they stand as recorded."),
}
_FINDINGS = many(one("finding"))

_CHECKED = an_object(
    "What is wrong in a log.",
    {
        "findings": _FINDINGS,
        "changed": many(text(), "What is no longer as it was sealed or expected, a sentence each."),
        "advice": _FINDINGS | {"description": "What is not wrong and could be said better."},
        "unsealed": or_null({"type": "integer"}, "How many lines are not sealed; null where there is no seal."),
        "digest": text("The digest of the log."),
    },
)
_CHECKED_SCENARIO = an_object(
    "What is wrong in a scenario.",
    {
        "path": text("The file."),
        "scenario": an_object(
            "What it says of itself.",
            {},
            {
                "title": text(),
                "author": text(),
                "note": text(),
                "lines": number("How many lines the log had on which it was made."),
                "digest": text("The digest of those lines."),
            },
        ),
        "fits": or_null(
            {"type": "boolean"},
            "Whether the log begins with the lines on which it was made; null where it does not say, or without a log.",
        ),
        "moves": many(one("move"), "What it supposes, in order."),
        "findings": _FINDINGS,
    },
)

PARTS: dict[str, Shape] = {
    "code": {
        "type": "string",
        "pattern": "^[A-Z]{3}$",
        "description": "A country: a code of ISO 3166, or one of ours.",
    },
    "pair": {
        "type": "array",
        "prefixItems": [{"$ref": "#/$defs/code"}, {"$ref": "#/$defs/code"}],
        "minItems": 2,
        "maxItems": 2,
        "description": "Two codes, in the order of the alphabet.",
    },
    "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A day: 2012-09-07."},
    "days": {
        "type": "array",
        "prefixItems": [{"$ref": "#/$defs/day"}, {"$ref": "#/$defs/day"}],
        "minItems": 2,
        "maxItems": 2,
        "description": "The earliest and the latest possible day of a date.",
    },
    "date": text(
        "A date as far as it is known, in EDTF (ISO 8601-2): 2012-09-07, 2012-09, 2012~, [2003-07-10,2003-07-11]."
    ),
    "status": one_of(Status, "A rung of the ladder, or `no_relations`."),
    "value": text("The value of a fact: none, open, closed, in_force …; of a protecting power its code."),
    "dated_event": an_object(
        "An event by its id.",
        {
            "id": or_null(text(), "Null out of a packed world, which has no ids."),
            **dated("on", "When it took effect.", is_null=False),
        },
    ),
    "source": an_object(
        "Where something can be read.",
        {"title": text(), "publisher": text()},
        {**dated("published", "When.", is_null=False), "url": text()},
    ),
    "event": an_object("An event, as a line of the log has it.", _EVENT, _OF_EVENT),
    "change": an_object("An event, and the status that it left behind.", _CHANGE),
    "told": an_object(
        "An event, and the statuses that it left behind.",
        _CHANGE | {"possible": many(one("status"), "`status`, and what the dates leave open besides on its last day.")},
    ),
    "fact": an_object(
        "A fact, and the events that it rests on.",
        {
            "value": one("value"),
            "possible": many(one("value"), "Every value that the dates leave open, the plainest first."),
            **dated("since", "The date of the event that gave it."),
            "event": or_null(text(), "The id of that event."),
            "later": _IDS | {"description": "The ids of events that repeat or amend it."},
        },
        {
            "level": or_null(text(), "Of an open mission: embassy or legation."),
            "head": or_null(text(), "Of an open mission: ambassador, envoy or charge."),
            "resident": or_null({"type": "boolean"}, "Of an open mission or office: whether its head resides there."),
        },
    ),
    "standing": {
        "type": "object",
        "description": "Every fact: those that are shared, and those of either side by its code.",
        "properties": {name: one("fact") for name in SHARED},
        "required": list(SHARED),
        "additionalProperties": an_object(
            "The facts of a side.",
            {name: one("fact") for name in _FACTS_OF_A_SIDE}
            | {"offices": an_object("Its other offices.", {name: one("fact") for name in OFFICES})},
        ),
    },
    "values": {
        "type": "object",
        "description": "The value of every fact: of those that are shared, and of those of either side by its code.",
        "properties": {name: one("value") for name in SHARED},
        "required": list(SHARED),
        "additionalProperties": an_object("Of a side.", {name: one("value") for name in SIDED}),
    },
    "state": an_object("Where a pair stands at the end of a day.", _WITH_STANDING),
    "reason": an_object(
        "A fact, and what it rests on.",
        {
            "fact": text("Its name, in words."),
            "value": one("value"),
            "holds_status": whether("Whether the status rests on it."),
            "events": many(one("event"), "The event that gave it, and those that repeat or amend it."),
        },
    ),
    "difference": an_object(
        "A fact that differs.",
        {
            "fact": text("Its name, in words."),
            "before": many(one("value"), "Its possible values before, the plainest first."),
            "after": many(one("value"), "Its possible values after."),
            "event_before": or_null(text(), "The id of the event that gave it before."),
            "event_after": or_null(text(), "The id of the event that gave it after."),
            "by": _IDS | {"description": "The ids of events behind it that had not happened before."},
            "without": _IDS | {"description": "The ids of events behind it that have not happened after."},
        },
    ),
    "contrast": an_object(
        "Days, one after the other, on which two histories differ.",
        {
            "from": one("day", "The first of them."),
            "to": or_null(one("day"), "The last of them; null where they differ from then on."),
            "recorded": one("statuses", "As recorded."),
            "supposed": one("statuses", "As supposed."),
            "of_status": whether("Whether the status differs."),
            "of_facts": whether("Whether facts differ; where neither does, the events behind them do."),
        },
    ),
    "statuses": an_object(
        "A status, and every one that is possible.",
        {"status": or_null(one("status")), "possible": many(one("status"))},
    ),
    "move": {
        "description": "What is supposed: an event left out, moved, or added.",
        "oneOf": [
            an_object("An event left out.", {"without": text("Its id.")}),
            an_object("An event moved.", {"move": text("Its id."), **dated("on", "To when.", is_null=False)}),
            an_object("An event added.", _EVENT, _OF_EVENT),
        ],
    },
    "way": an_object(
        "A way: what has to happen, in order.",
        {
            "cost": {"type": "number", "description": "The sum of what its steps cost."},
            "steps": many(
                an_object(
                    "An act.",
                    {"kind": text(), "by": or_null(one("code"), "Who acts; null where it takes both.")},
                    {"office": one_of(OFFICES)},
                )
            ),
        },
    ),
    "finding": an_object(
        "What is wrong in a log, and where.",
        {
            "path": text("The log."),
            "line": number("Its line, from 1."),
            "column": number("The character in the line, from 1."),
            "message": text("What is wrong, and what to do."),
            "pair": or_null(one("pair"), "The pair that it spoils; null where that cannot be told."),
        },
    ),
}
"""What answers are made of, by name."""

ANSWERS: dict[str, Shape] = {
    "at": {
        "description": "Of a pair its state; without one, that of every pair, without the events behind the facts.",
        "oneOf": [
            one("state"),
            many(
                an_object(
                    "Where a pair stands.",
                    _STATE,
                    {"facts": or_null(one("values"), "With --facts: every value; null where nothing is recorded.")}
                    | _OF_MANY,
                )
            ),
        ],
    },
    "history": an_object(
        "The course of a pair.",
        {
            "pair": _PAIR,
            "known": or_null(one("day"), "As known at the end of that day."),
            "from": or_null(one("day"), "The first day asked about; null from the beginning."),
            "to": or_null(one("day"), "The last day asked about; null to the end."),
            "before": or_null(one("state"), "Where the pair stood before those days."),
            "course": many(one("told"), "Each event that bears on a fact, or is major; with --all each event."),
        },
        {
            "withdrawn": many(
                an_object(
                    "An event that no longer counts.",
                    {"event": one("event"), "by": text("The id of the line that withdrew it."), "reason": text()},
                ),
                "With --all: what was retracted.",
            )
        },
    ),
    "why": {
        "description": "What the status rests on; with --not what stands in its way; with --from or --to what changed.",
        "oneOf": [
            an_object(
                "The state, and what it rests on.",
                _WITH_STANDING | {"reasons": many(one("reason"), "Every fact in force.")},
            ),
            an_object(
                "The state, and what keeps it from a status.",
                _WITH_STANDING
                | {
                    "not": one("status", "The status asked about."),
                    "in_the_way": many(one("reason"), "The facts that hold it on higher rungs."),
                    "unmet": many(
                        many(text()), "What the status asks for and is not so, one list for each alternative."
                    ),
                },
            ),
            an_object(
                "What changed.", {"pair": _PAIR, "changes": many(one("told"), "Each event that bears on a fact.")}
            ),
        ],
    },
    "diff": {
        "description": "What changed between two countries; without them, which pairs changed, and from what to what.",
        "oneOf": [
            an_object(
                "Two states, and what differs.",
                {
                    "before": one("state"),
                    "after": one("state"),
                    "facts": many(one("difference"), "Each fact that differs."),
                },
            ),
            many(
                an_object(
                    "A pair that changed in a rung, or in what the dates leave open.",
                    {
                        "pair": _PAIR,
                        "before": an_object("Where it stood before.", _STATE, _OF_MANY),
                        "after": an_object("Where it stands after.", _STATE, _OF_MANY),
                    },
                )
            ),
        ],
    },
    "suppose": {
        "description": "A hypothesis beside what is recorded; with --compare several.",
        "oneOf": [
            an_object(
                "One hypothesis.",
                _RECORDED | _SUPPOSED | {"after": one("state", "Where they stand as supposed.")},
            ),
            an_object(
                "Several.",
                _RECORDED
                | {
                    "scenarios": many(
                        an_object(
                            "A hypothesis by its name.",
                            {"name": text()} | _SUPPOSED | {"after": one("state", "Where they stand as supposed.")},
                        )
                    )
                },
            ),
        ],
    },
    "route": an_object(
        "The shortest ways to a goal.",
        {
            "pair": _PAIR,
            "from": one("state", "From where."),
            "ways": many(one("way"), "Those that are given, at most --limit."),
            "total": number("How many there are."),
            "together": many(one("way"), "Where one country cannot get there alone: a way that takes both."),
        },
    ),
    "check": {
        "description": "What is wrong in a log, or in a scenario.",
        "oneOf": [_CHECKED, _CHECKED_SCENARIO],
    },
    "record": an_object(
        "In short, what is in a log.",
        {
            "path": text("The file."),
            **{
                name: or_null(text(), f"{what}, as datapackage.json beside the log says it; else null.")
                for name, what in (("title", "What it is called"), ("version", "Its version"))
            },
            "licences": or_null(many(text()), "Its licences, likewise."),
            "pairs": number("How many pairs the events and surveys are about."),
            "events": number("How many events count."),
            "noted": number("How many of them are only noted."),
            "withdrawn": number("How many events were withdrawn; they are in no other number."),
            "surveys": number("How many lines say what was looked for."),
            **dated("first", "The date of the first event; null without any."),
            **dated("last", "The date of the last event."),
            "sources": number("How many different sources events and surveys have."),
            "recorded": or_null(text(), "When the latest line was added (RFC 3339, UTC)."),
            "unread": number("How many lines nothing can be told of: `check` says why."),
        },
    ),
    "cite": many(
        an_object(
            "An item of CSL-JSON (Citation Style Language 1.0.2).",
            {
                "id": text("Its key."),
                "type": one_of(("software", "dataset", "webpage")),
                "title": text(),
            },
            {
                "author": many(an_object("A body.", {"literal": text()})),
                "publisher": text(),
                "genre": text("What it is, where it is no page."),
                "version": text(),
                "issued": an_object(
                    "When it was published: a date, or the first and the last between which it was.",
                    {"date-parts": many({"type": "array", "items": {"type": "integer"}}, "Year, month, day.")},
                    {"circa": {"const": True, "description": "Where the date is not certain."}},
                ),
                "note": text("Of a log, its digest as `check` prints it."),
                "URL": text(),
            },
        ),
        "The tool, the record, and each source of the answer.",
    ),
    "matrix": an_object(
        "Countries by countries on one day.",
        {
            "date": one("day", "The day at whose end it is so."),
            "known": or_null(one("day"), "As known at the end of that day; null with all that is recorded."),
            "countries": many(one("code"), "In the order of the rows and columns: that of their names."),
            "statuses": many(
                many(or_null(one("status"))),
                "A row for each country: its status with each; null where it is not known, and with itself.",
            ),
            "uncertain": many(
                an_object("A pair.", {"pair": _PAIR, "possible": many(one("status"))}),
                "The pairs of which the dates leave more than one status open.",
            ),
            "ended": many(one("pair"), "The pairs whose record ends before the day."),
            "left_out": many(one("pair"), "Pairs that could not be answered about."),
        },
    ),
    "add": many(text(), "The ids of the events, once they are durable."),
    "retract": many(text(), "The id of the line that retracts."),
    "rates": RATES,
    "machine": an_object(
        "The table of rules.",
        {
            "ladder": many(an_object("A rung, from the highest.", {"status": one("status"), "holds_when": text()})),
            "events": many(
                an_object(
                    "A kind of event.",
                    {name: text() for name in ("kind", "by", "when", "then", "remark")},
                )
            ),
        },
    ),
    "schema": {
        "type": "object",
        "description": "A JSON Schema of the lines of a log, or with --answers this one.",
        "required": ["$schema"],
    },
}
"""The answer of each command that reads or writes a log, by its name."""
