"""The same functions over a million accounts: columns in, columns out, in the caller's own make."""

from repayplan.columns.advise import advise
from repayplan.columns.judge import judge
from repayplan.columns.level import level, totals
from repayplan.columns.minimum_path import minimum_path
from repayplan.columns.returns import apr, irr
from repayplan.columns.stage import stage

__all__ = ["advise", "apr", "irr", "judge", "level", "minimum_path", "stage", "totals"]
