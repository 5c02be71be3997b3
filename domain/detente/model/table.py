"""The rules of relations, in words: which acts there are, when each is allowed, and what it changes.

This is the only place where they are written down. The state machine is built from these two tables, the
error messages quote them, and ``detente machine --format markdown`` prints them. They are meant to be
checked by somebody who knows diplomacy and no Python, against the Vienna Convention on Diplomatic
Relations of 1961 (VCDR).

How to read a row. *its* is what belongs to the country that acts: "its mission" is the mission that it
sends, "its grievance" the one it has raised. *the other's* belongs to the other country. Plurals
("missions", "offers") are those of both. What *ends* is then *none*. What *stays* is
only confirmed, and the event is listed with it.
Phrases are parted by semicolons; all of those under ``when`` must hold, and without any the act is always allowed.
"""

from typing import NamedTuple

from detente.model.statuses import Status


class Row(NamedTuple):
    """One kind of event: who acts, what must be so for it to be allowed, what it changes."""

    kind: str
    by: str
    when: str
    then: str
    what: str
    """What an event of the kind is."""
    fields: str = ""
    """What a line of the kind may hold beside the common fields; `required` where it must."""
    remark: str = ""


# The status is the highest rung that holds: the first of these.
LADDER = {
    Status.TALKS_OFFERED: "an offer standing, or talks open, or talks agreed",
    Status.SEVERED: "relations severed",
    Status.SANCTIONED: "sanctions in force",
    Status.EMBASSY_CLOSED: "relations in force and a mission closed",
    Status.STRAINED: "relations in force and a grievance open, or relations in force and a recall open",
    Status.ESTABLISHED: "relations in force",
    Status.NO_RELATIONS: "",
}

EVENTS = (
    Row(
        "relations_established",
        by="both",
        when="relations none",
        then="relations in force; talks end; offers end; protecting powers end",
        what="The two countries enter into diplomatic relations (VCDR Art. 2).",
        remark="by mutual consent, VCDR Art. 2",
    ),
    Row(
        "mission_opened",
        by="the sending state",
        when="relations in force; its mission not open",
        then="its mission open; its interests section ends; its liaison office ends",
        what="A country opens its mission to the other (VCDR Art. 2); `by` is whose mission it is.",
        fields="level; head; resident",
        remark="with its level and head; a separate act, also by mutual consent, VCDR Art. 2",
    ),
    Row(
        "mission_closed",
        by="the sending state",
        when="its mission open",
        then="its mission closed; its recall ends",
        what="A mission closes while relations may go on (VCDR Art. 45).",
        fields="ordered_by",
        remark="also where the receiving state ordered it; closing is not severing, VCDR Art. 45",
    ),
    Row(
        "mission_upgraded",
        by="the sending state",
        when="its mission open",
        then="its mission stays",
        what="A mission or its head is raised in level (VCDR Art. 14 and 15).",
        fields="level; head; resident",
        remark="level and head only, VCDR Art. 14 and 15",
    ),
    Row(
        "mission_downgraded",
        by="the sending state",
        when="its mission open",
        then="its mission stays",
        what="A mission or its head is lowered in level; relations go on.",
        fields="level; head; resident",
        remark="level and head only",
    ),
    Row(
        "ambassador_recalled",
        by="the sending state",
        when="relations in force; its mission not closed; its recall not open",
        then="its recall open",
        what="A country calls its ambassador home for consultations.",
        remark="for consultations; the mission goes on under a chargé d'affaires",
    ),
    Row(
        "ambassador_returned",
        by="the sending state",
        when="its recall open",
        then="its recall ends",
        what="A country's ambassador, or a new one, takes up the post again.",
    ),
    Row(
        "diplomats_expelled",
        by="the receiving state",
        when="relations in force",
        then="its grievance open",
        what="A country declares diplomats of the other personae non gratae (VCDR Art. 9); `by` is who expels.",
        remark="personae non gratae, VCDR Art. 9; expelling is not closing",
    ),
    Row(
        "grievance_raised",
        by="the complainant",
        when="",
        then="its grievance open",
        what="A country complains of the other; `by` is who complains, not who did it.",
    ),
    Row(
        "grievance_settled",
        by="the complainant",
        when="its grievance open",
        then="its grievance ends",
        what="A country declares its complaint settled.",
    ),
    Row(
        "sanctions_imposed",
        by="the imposing state",
        when="its sanctions not in force",
        then="its sanctions in force",
        what="A country puts sanctions of its own on the other.",
        fields="measure",
    ),
    Row(
        "sanctions_extended",
        by="the imposing state",
        when="its sanctions in force",
        then="its sanctions stay",
        what="A country adds to its sanctions.",
        fields="measure",
    ),
    Row(
        "sanctions_eased",
        by="the imposing state",
        when="its sanctions in force",
        then="its sanctions stay",
        what="A country ends some of its sanctions; the instrument stays.",
        fields="measure",
        remark="some measures end, the instrument stays; easing does not restore",
    ),
    Row(
        "sanctions_lifted",
        by="the imposing state",
        when="its sanctions in force",
        then="its sanctions end",
        what="A country ends its sanctions.",
        fields="measure",
    ),
    Row(
        "relations_severed",
        by="either or none",
        when="relations in force",
        then="relations severed; missions end; recalls end; talks end; offers end",
        what="A country breaks off relations, which it can do alone (VCDR Art. 45).",
        remark="one side alone can break relations, VCDR Art. 45",
    ),
    Row(
        "relations_restored",
        by="both",
        when="relations severed",
        then="relations in force; missions end; grievances end; recalls end; talks end; offers end; "
        "protecting powers end",
        what="Severed relations are taken up again, without missions as yet.",
        remark="without missions, which are opened anew; sanctions stay",
    ),
    Row(
        "relations_normalised",
        by="both",
        when="relations in force",
        then="grievances end; recalls end; talks end; offers end",
        what="Strained relations return to what they were.",
        remark="missions and sanctions stay",
    ),
    Row(
        "relations_lapsed",
        by="none",
        when="",
        then="everything ends",
        what="One of the two countries ceases to exist.",
        remark="one of the two countries ceased to exist",
    ),
    Row(
        "talks_offered",
        by="either",
        when="status not established; its offer not standing",
        then="its offer standing",
        what="A country says that it is ready to talk.",
        fields="conditions",
    ),
    Row(
        "talks_declined",
        by="the one offered to",
        when="the other's offer standing",
        then="the other's offer ends",
        what="A country turns down the other's offer of talks.",
    ),
    Row(
        "talks_opened",
        by="both",
        when="status not established",
        then="talks open; offers end",
        what="The two countries begin to talk.",
    ),
    Row(
        "agreement_reached",
        by="both",
        when="status not established",
        then="talks agreed; offers end",
        what="The two countries agree on what is still to be carried out.",
        remark="carried out by establishing, restoring or normalising; an agreement on less ends with talks_ended",
    ),
    Row(
        "talks_ended",
        by="either or none",
        when="status talks offered",
        then="talks end; offers end",
        what="A country ends the talks, or withdraws what was agreed or offered.",
    ),
    Row(
        "protecting_power_named",
        by="the protected state",
        when="",
        then="its protecting power named",
        what="A third state takes over a country's interests in the other (VCDR Art. 45 and 46).",
        fields="power required",
        remark="VCDR Art. 45(c) and 46; a new one replaces the old",
    ),
    Row(
        "protecting_power_ended",
        by="the protected state",
        when="its protecting power named",
        then="its protecting power ends",
        what="A country's protecting power gives up its mandate.",
    ),
    Row(
        "office_opened",
        by="the sending state",
        when="",
        then="its office open",
        what="A country opens an office beside or instead of a mission.",
        fields="office required; resident",
        remark="the office of the kind named: interests section, liaison office, consulate, trade office",
    ),
    Row(
        "office_closed",
        by="the sending state",
        when="its office open",
        then="its office ends",
        what="A country closes the last of its offices of one kind.",
        fields="office required",
        remark="the last of its kind; one consulate among several is noted",
    ),
    Row(
        "noted",
        by="either or none",
        when="",
        then="",
        what="Context worth keeping, of which no rule speaks.",
        fields="major",
        remark="context worth keeping",
    ),
)

RETRACTION = Row(
    "retracted",
    by="none",
    when="the event named exists; it is not retracted; it is no retraction",
    then="that event no longer counts",
    what="An event of the log is withdrawn: it no longer counts.",
    fields="retracts required",
    remark="moves no relation: it says which events of the log count",
)
"""The kind that withdraws an event; other events may retract one too, and then replace it."""

SURVEY = Row(
    "surveyed",
    by="none",
    when="",
    then="",
    what="Facts of some families were looked for in sources, from one day to another; it is no event.",
    fields="families required; from required; to",
    remark="moves no relation: it says for which days the log can be read as complete",
)
"""The kind that says what was looked for: where it was, the log's silence means that there was nothing."""

FAMILIES = {
    "relations": ("relations",),
    "missions": ("mission",),
    "recalls": ("recall",),
    "grievances": ("grievance",),
    "sanctions": ("sanctions",),
    "talks": ("talks", "offer"),
    "offices": ("interests_section", "liaison_office", "consulate", "trade_office", "protecting_power"),
}
"""The families of facts that a survey can look for, and the facts of each."""
