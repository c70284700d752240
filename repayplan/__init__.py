"""Repayment plans for households in debt: exact to the cent, judged month by month, with every reason shown."""

from __future__ import annotations

from repayplan.units.money import share
from repayplan.units.refusal import InputError

__all__ = ["InputError", "share"]
