"""Screens of the passport room."""

from dataclasses import dataclass

from domain.kit.ids import CompanyId, ProjectId
from domain.kit.named import named
from handlers.screens.place import Place


@named("passport.card")
@dataclass(frozen=True, slots=True)
class ProjectCard(Place):
    """A project: where it stands, its pool, what is next."""

    project: ProjectId


@named("passport.passport")
@dataclass(frozen=True, slots=True)
class ProjectPassport(Place):
    """The passport itself, by sections (п. 47)."""

    project: ProjectId
    section: int = 0


@named("passport.why")
@dataclass(frozen=True, slots=True)
class ProjectWhy(Place):
    """Why it is in its pool and in or out of the corridor: the formula, the figures, the clause."""

    project: ProjectId


@named("passport.what_if")
@dataclass(frozen=True, slots=True)
class ProjectWhatIf(Place):
    """The score with other figures; nothing is saved but this place. Empty: as in the passport. `amount` and `jobs` are
    lower bounds of classes, `listed` is «yes» or «no»."""

    project: ProjectId
    amount: str = ""
    listed: str = ""
    technology: str = ""
    jobs: str = ""


@named("passport.history")
@dataclass(frozen=True, slots=True)
class ProjectHistory(Place):
    """Changes of the passport, newest first."""

    project: ProjectId
    page: int = 0


@named("passport.change")
@dataclass(frozen=True, slots=True)
class ProjectChangeCard(Place):
    """One change: the old and the new values."""

    project: ProjectId
    counted: int


@named("passport.paper")
@dataclass(frozen=True, slots=True)
class ProjectPaper(Place):
    """In which language the passport is printed."""

    project: ProjectId


@named("passport.officials")
@dataclass(frozen=True, slots=True)
class ProjectOfficials(Place):
    """The responsible akimat's people, one of whom becomes responsible."""

    project: ProjectId
    page: int = 0


@named("passport.list")
@dataclass(frozen=True, slots=True)
class ProjectList(Place):
    """`whose`: «waiting» (for me) or «all»; narrowed by state, pool, corridor, region, sector, company."""

    whose: str = "all"
    state: str = ""
    pool: str = ""
    corridor: bool = False
    region: str = ""
    sector: str = ""
    company: CompanyId | None = None
    page: int = 0


@named("passport.filter")
@dataclass(frozen=True, slots=True)
class ProjectFilters(Place):
    """Choose what the list is narrowed by: «state», «region» or «sector»."""

    by: str
    state: str = ""
    pool: str = ""
    corridor: bool = False
    region: str = ""
    sector: str = ""
    page: int = 0


@named("passport.files")
@dataclass(frozen=True, slots=True)
class ProjectFiles(Place):
    """Documents of the passport."""

    project: ProjectId
    page: int = 0
