"""Which events a line can retract; the row of the table, `detente.model.table.RETRACTION`, in full."""

from detente.model.events import Event, Retracted


def why_not_retracted(line: Event | Retracted, named: Event | Retracted | None, *, is_retracted: bool) -> str:
    """Say why a line cannot retract the one that it names, if that is there; nothing where it can."""
    if named is None:
        return f"there is no event “{line.retracts}” of {line.pair.names} before this one to retract"
    if isinstance(named, Retracted):
        return f"“{line.retracts}” is itself a retraction, which cannot be retracted; add the event anew"
    if named.pair != line.pair:
        return f"“{line.retracts}” is about {named.pair.names}: retract it under its own parties"
    if is_retracted:
        return f"“{line.retracts}” is retracted already"
    if line.recorded < named.recorded:
        return f"“{line.retracts}” was recorded later than this: a correction cannot be known before what it corrects"
    return ""
