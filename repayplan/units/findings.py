"""Findings: every reason and every refusal of a plan is this one value, put into words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Code -> the numbers that it names. Codes are stable names: words and documents refer to them.
CODES: dict[str, tuple[str, ...]] = {}
