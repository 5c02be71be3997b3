"""A world on one day as a graph: countries, joined by their relations."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from typing import Any, cast

from detente.model.countries import Code, name
from detente.model.extras import needing
from detente.model.pairs import Pair
from detente.views.data import Data

with needing("graph", "A graph"):
    import networkx as nx

_NAMED = ("status", "since", "confidence", "complete", "hypothetical")
_LISTED = ("rungs", "possible", "unsurveyed")
_NOTHING = "none"
"""A list of nothing: of no text at all, readers make what is not there."""
_DAYS = ("earliest", "latest")


def graph_of(states: Iterable[Data], left_out: Iterable[Pair] = ()) -> Any:
    """Return a graph of networkx from where pairs stand, as data: a node for each country, an edge for each pair.

    Nodes are the codes of countries, with their `name`. An edge has what the data say under the same names: lists in
    one text, parted by blanks; of days the `earliest` and the `latest`, as ``since_earliest``; what is null is left
    out, and a list of nothing is ``none``. A pair of which nothing is recorded has no edge, and a country without any
    edge is no node. Those of pairs that are `left_out` are nodes too: their ``left_out`` has the codes of the countries
    with which it could not be answered where they stand.
    """
    graph = cast("Any", nx.Graph())
    for state in states:
        if state["status"] is not None:
            one, other = state["pair"]
            graph.add_node(one, name=name(one))
            graph.add_node(other, name=name(other))
            graph.add_edge(one, other, **_attributes(state))
    not_answered: defaultdict[Code, list[Code]] = defaultdict(list)
    for pair in left_out:
        for code, other in (pair, reversed(pair)):
            not_answered[code].append(other)
    for code, others in not_answered.items():
        graph.add_node(code, name=name(code), left_out=" ".join(others))
    return graph


def _attributes(state: Data) -> dict[str, str | bool]:
    found = {key: state[key] for key in _NAMED}
    found |= {key: None if state[key] is None else " ".join(state[key]) or _NOTHING for key in _LISTED}
    found |= _days("since", state)
    for end in ("from", "to"):
        recorded: Data = state["recorded"] or {}
        found |= {f"recorded_{end}": recorded.get(end)} | _days(end, recorded, f"recorded_{end}")
    found["to_blame"] = " ".join(event["id"] for event in state["to_blame"] if event["id"]) or None
    # A member of an enumeration is no text to a writer of XML.
    return {key: str(value) if isinstance(value, str) else value for key, value in found.items() if value is not None}


def _days(key: str, data: Data, named: str | None = None) -> Data:
    days = data.get(f"{key}_days") or (None, None)
    return {f"{named or key}_{which}": day for which, day in zip(_DAYS, days, strict=True)}


def _written(graph: Any, form: str) -> bytes:
    file = BytesIO()
    getattr(nx, f"write_{form}")(graph, file)
    return file.getvalue()


def _node_link(graph: Any) -> bytes:
    data = cast("Any", nx).node_link_data(graph, edges="edges")
    return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode()


FORMS: dict[str, Callable[[Any], bytes]] = {
    ".graphml": partial(_written, form="graphml"),
    ".gexf": partial(_written, form="gexf"),
    ".json": _node_link,
}
"""What a graph is written as, by the ending of the name of its file; the JSON is the node-link form of networkx."""
