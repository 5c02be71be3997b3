# What the package offers, by name: the one table of it, for type checkers, and for `__init__.py`, which reads it.

from detente.api.answers import (
    Contrasts as Contrasts,
    Differences as Differences,
    Obstacles as Obstacles,
    Reasons as Reasons,
    Routes as Routes,
    contrasts as contrasts,
    differences as differences,
    obstacles as obstacles,
    reasons as reasons,
    routes as routes,
    rows as rows,
    timeline as timeline,
)
from detente.api.history import History as History, State as State
from detente.api.rates import Rates as Rates
from detente.history.differences import Contrast as Contrast, Difference as Difference
from detente.history.goals import NoGoal as NoGoal
from detente.history.history import IllegalHistory as IllegalHistory, SpoiledRecord as SpoiledRecord
from detente.history.hypotheses import Impossible as Impossible, Overtakes as Overtakes
from detente.history.reasons import Reason as Reason
from detente.history.routes import BadCost as BadCost, Route as Route
from detente.log.appending import Log as Log
from detente.log.catching_up import NotAsSealed as NotAsSealed, TornTail as TornTail
from detente.log.findings import Finding as Finding
from detente.log.hypothesis import NotSupposed as NotSupposed
from detente.log.incoming import NotAdded as NotAdded
from detente.log.locking import Locked as Locked
from detente.log.named import NoSuchLogs as NoSuchLogs
from detente.log.record import Record as Record, Unreadable as Unreadable, read as read
from detente.log.shipped import shipped_log as shipped_log
from detente.log.writing import NotWritten as NotWritten
from detente.model.configuration import NoSuchFact as NoSuchFact
from detente.model.dates import HistoricDate as HistoricDate
from detente.model.errors import (
    AmbiguousCountry as AmbiguousCountry,
    BadDate as BadDate,
    DetenteError as DetenteError,
    NotAParty as NotAParty,
    SameCountry as SameCountry,
    UnknownCountry as UnknownCountry,
    WrongCall as WrongCall,
)
from detente.model.events import Event as Event, Retraction as Retraction, Source as Source, Survey as Survey
from detente.model.following import Change as Change
from detente.model.lines import kinds as kinds
from detente.model.meant import NoSuchEvent as NoSuchEvent
from detente.model.moves import LeftOut as LeftOut, Moved as Moved
from detente.model.pairs import Pair as Pair
from detente.model.refusal import NotAllowed as NotAllowed, Refused as Refused
from detente.model.rules import NoSuchKind as NoSuchKind
from detente.model.standing import Fact as Fact, Standing as Standing
from detente.model.statuses import NoSuchStatus as NoSuchStatus, Status as Status
from detente.views.rows import Row as Row
from detente.world.bounded import Bounded as Bounded
from detente.world.filing import pack as pack
from detente.world.opening import world as world
from detente.world.world import PassedOver as PassedOver, World as World
