"""The same functions over a million accounts: columns in, columns out, in the caller's own make."""

from repayplan.columns.advise import advise
from repayplan.columns.arrow import Door, door
from repayplan.columns.concession import concession
from repayplan.columns.judge import judge
from repayplan.columns.level import level
from repayplan.columns.minimum_path import minimum_path
from repayplan.columns.returns import apr, irr
from repayplan.columns.schedule import schedule
from repayplan.columns.stage import stage
from repayplan.columns.statement import statement
from repayplan.columns.totals import totals

__all__ = [
    "Door", "advise", "apr", "concession", "door", "irr", "judge", "level", "minimum_path", "schedule", "stage",
    "statement", "totals",
]  # fmt: skip
