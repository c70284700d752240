"""Frames of debts, lines and households, joined by the household's key: one case document each, and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.makes import door, is_scalar, opened
from repayplan.debts.debt import KEYS as DEBT_KEYS
from repayplan.household.household import KEYS as HOUSEHOLD_KEYS
from repayplan.household.lines import KINDS, Income, Spending
from repayplan.units.components import COMPONENTS
from repayplan.units.refusal import InputError, nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.columns.makes import Make

KEY = "household"
MONTH = re.compile(r"\d{4}-\d\d")
OF_DEBTS = (KEY, *COMPONENTS, *(key for key in DEBT_KEYS if key != "balance"))
OF_LINES = (KEY, *dict.fromkeys((*Income.KEYS, *Spending.KEYS)), "month")
# A constant income and spending stand in for lines where that is all there is.
SIMPLE = ("income", "income_evidence", "spending")
OF_HOUSEHOLDS = (
    KEY, *(key for key in HOUSEHOLD_KEYS if key not in ("incomes", "spending", "members", "assets")),
    "currency", "first_due", "willing", "max_months", *SIMPLE,
)  # fmt: skip
COUNTED = ("days_past_due", "due_day", "instalments_left", "max_months")
LIMITS = ("max_months",)
OF_CASE = ("currency", "first_due", "willing")


class Table(NamedTuple):
    """A frame that was read.

    Attributes:
        name: of the argument, for messages.
        columns: each as it came: an array of numbers, or a list of values.
        names: our name of a column -> the caller's.
        make: how the key's column came; None where there is none.
        rows: how many.
    """

    name: str
    columns: dict[str, Any]
    names: dict[str, str]
    make: Make | None
    rows: int

    def cell(self, i: int, name: str) -> Any:
        """One cell, as a case document has it; None where it holds nothing."""
        return _plain(self.columns[name][i], name)

    def row(self, i: int) -> dict[str, Any]:
        """The cells of a row that hold something."""
        return {name: cell for name in self.columns if (cell := self.cell(i, name)) is not None}

    def at(self, i: int, name: str) -> str:
        """Where a cell stands, in the caller's words."""
        return f"{self.name}[{i}].{self.names.get(name, name)}"

    def rows_of(self) -> Rows:
        """The rows of each household, in their order."""
        found = self.columns[KEY]
        keys = found.tolist() if hasattr(found, "tolist") else [_plain(key, KEY) for key in found]
        rows = Rows(zip(keys, range(len(keys)), strict=True))
        if len(rows) < len(keys) or any(key is None or key != key for key in rows):
            rows = Rows()
            for i, key in enumerate(keys):
                if key is None or key != key:
                    refuse(self.at(i, KEY), None, "the household's key", "fill it in, or leave the row out")
                rows[key] = (*rows.of(key), i) if key in rows else i
        return rows


class Rows(dict[Any, Any]):
    """The row of each household, or its rows where it has more than one."""

    def of(self, key: Any) -> tuple[int, ...]:
        """All rows of a household."""
        found = self.get(key, ())
        return found if isinstance(found, tuple) else (found,)


def read_table(given: Any, name: str, known: Sequence[str], names: Mapping[str, str], wide: bool = False) -> Table:
    """The columns of a frame, or of a mapping of columns, under our names.

    ``names`` has the caller's name for each of ours that differs. Columns that no name stands for are refused: what is
    not read is never dropped in silence.
    """
    columns = _columns(given, name)
    ours = {theirs: our for our, theirs in names.items()}
    read, makes, count = {}, {}, None
    for theirs, column in columns.items():
        our = ours.get(theirs, theirs)
        if our not in known and not (wide and MONTH.fullmatch(str(our))):
            refuse(f"{name}.{theirs}", "a column", "a column that is known", nearest(our, known))
        if is_scalar(column):
            refuse(f"{name}.{theirs}", column, "a column")
        read[our], makes[our] = opened(column, f"{name}.{theirs}")
        if count is not None and len(read[our]) != count:
            refuse(f"{name}.{theirs}", f"{len(read[our])} rows", f"{count} rows, as the others have")
        count = len(read[our])
    if KEY not in read:
        refuse(f"{name}.{names.get(KEY, KEY)}", None, "the column of the household's key", f"add {KEY!r}")
    return Table(name, read, dict(names), makes[KEY], count or 0)


def _columns(given: Any, name: str) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        return given
    if type(given).__module__ == "builtins":
        refuse(name, given, "a frame of pandas, polars or Arrow, or a mapping of columns")
    try:
        frame = door().from_native(given, eager_only=True)
    except TypeError:
        refuse(name, f"a {type(given).__name__}", "a frame of pandas, polars or Arrow, or a mapping of columns")
    return {column: frame[column].to_native() for column in frame.columns}


def _plain(cell: Any, name: str) -> Any:
    """A cell as a case document has it: a gap is None, a moment its day, a whole float of a count a number."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType") or (isinstance(cell, float) and cell != cell):
        return None
    cell = getattr(cell, "item", lambda: cell)()
    if isinstance(cell, datetime) and name not in ("start", "until", "month"):
        return cell.date()
    if isinstance(cell, date) and name in ("month", "start", "until"):
        return f"{cell:%Y-%m}" if name == "month" or cell.day == 1 else f"{cell:%Y-%m-%d}"
    if name in COUNTED and isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if name == "flags" and isinstance(cell, str):
        return cell.replace(",", " ").split()
    return cell


class Households(NamedTuple):
    """All households of a call, in the order of the answer.

    Attributes:
        keys: of the households, in the caller's order.
        make: how the column of keys came.
        tables: the frames, by the argument's name.
        rows: argument -> key -> rows.
        constants: what holds for every household where no column says otherwise.
    """

    keys: list[Any]
    make: Make
    tables: dict[str, Table]
    rows: dict[str, Rows]
    constants: dict[str, Any]

    @classmethod
    def read(
        cls, debts: Any, lines: Any, households: Any, names: Mapping[str, str], constants: dict[str, Any]
    ) -> Households:
        """The three frames; without one of households, those of the debts in their first order."""
        given = {"debts": (debts, OF_DEBTS), "lines": (lines, OF_LINES), "households": (households, OF_HOUSEHOLDS)}
        tables = {
            name: read_table(frame, name, known, names, wide=name == "lines")
            for name, (frame, known) in given.items()
            if frame is not None
        }
        rows = {name: table.rows_of() for name, table in tables.items()}
        leading = tables.get("households", tables["debts"])
        keys = list(rows[leading.name])
        if leading.name == "households" and len(keys) < leading.rows:
            twice = next(found for found in rows["households"].values() if isinstance(found, tuple))[1]
            refuse(leading.at(twice, KEY), leading.cell(twice, KEY), "a household once", "join its rows first")
        for name, of in rows.items():
            if orphan := next((key for key in of if key not in rows[leading.name]), None):
                at = tables[name].at(of.of(orphan)[0], KEY)
                refuse(at, orphan, f"a household of {leading.name}", "add its row, or leave this one out")
        make = leading.make
        assert make is not None
        return cls(keys, make if leading.name == "households" else make._replace(like=None), tables, rows, constants)

    def document(self, key: Any, case: Mapping[str, Any]) -> dict[str, Any]:
        """One household's case document."""
        document = dict(case)
        home = dict(self.constants)
        if "households" in self.tables:
            home |= self.tables["households"].row(self.rows["households"][key])
        home.pop(KEY, None)
        document |= {name: home.pop(name) for name in OF_CASE if name in home}
        limits = {name: home.pop(name) for name in LIMITS if name in home}
        lines = self._lines(key).values()
        incomes, spending = ([line for line in lines if ("kind" in line) == spent] for spent in (False, True))
        if (income := home.pop("income", None)) is not None:
            evidence = home.pop("income_evidence", "declared")
            incomes.append({"name": "income", "amount": income, "evidence": evidence})
        home.pop("income_evidence", None)
        if (spent := home.pop("spending", None)) is not None:
            spending.append({"name": "spending", "amount": spent})
        document["household"] = home | {"incomes": incomes, "spending": spending}
        document["limits"] = (document.get("limits") or {}) | limits
        document["debts"] = [self._debt(i) for i in self.rows["debts"].of(key)]
        return document

    def _debt(self, i: int) -> dict[str, Any]:
        row = self.tables["debts"].row(i)
        del row[KEY]
        balance = {name: row.pop(name) for name in COMPONENTS if name in row}
        return {"id": str(row.pop("id", i)), "balance": balance} | row

    def _lines(self, key: Any) -> dict[int, dict[str, Any]]:
        """The lines of a household by their first row; rows of one line by month are put together there."""
        found: dict[int, dict[str, Any]] = {}
        first: dict[Any, int] = {}
        for i in self.rows["lines"].of(key) if "lines" in self.rows else ():
            table = self.tables["lines"]
            row = table.row(i)
            del row[KEY]
            kind = row.pop("kind", "income")
            if kind != "income" and kind not in KINDS:
                refuse(table.at(i, "kind"), kind, f"income, or a kind of spending: {', '.join(KINDS)}")
            months = {name: row.pop(name) for name in [*row] if MONTH.fullmatch(name)}
            month = row.pop("month", None)
            row = {"name": kind} | row if kind == "income" else {"name": kind, "kind": kind} | row
            if month is not None:
                months[month] = row.pop("amount", None)
            if not months:
                found[i] = row
                continue
            place = first.setdefault((kind, *sorted(map(str, row.items()))), i)
            line = found.setdefault(place, row | {"by_month": {}})
            for name, amount in months.items():
                if name in line["by_month"]:
                    refuse(table.at(i, "month"), name, "a month once for each line", "name the lines apart")
                line["by_month"][name] = amount
        return found

    def moved(self, key: Any, error: InputError) -> InputError:
        """A refusal of a case's cell, at the caller's row and column."""
        table, row, name = self._place(key, error.path)
        return InputError.restated(table.at(row, name), error)

    def _place(self, key: Any, path: str) -> tuple[Table, int, str]:
        """The frame, the row and the column of a case's cell; what all households share is looked for at their own."""
        if found := re.fullmatch(r"debts\[(\d+)\]\.(?:balance\.)?(.*)", path):
            return self.tables["debts"], self.rows["debts"].of(key)[int(found[1])], found[2]
        own = self.tables.get("households", self.tables["debts"])
        row = self.rows[own.name].of(key)[0]
        if found := re.fullmatch(r"household\.(incomes|spending)\[(\d+)\]\.?(.*)", path):
            rows = [i for i, line in self._lines(key).items() if ("kind" in line) == (found[1] == "spending")]
            if int(found[2]) < len(rows):
                return self.tables["lines"], rows[int(found[2])], found[3]
            return own, row, found[1].removesuffix("s")
        return own, row, path.removeprefix("household.")
