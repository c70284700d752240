"""Charts are drawn without a window; examples that need a library are collected where it is installed."""

import os
from importlib.util import find_spec

os.environ.setdefault("MPLBACKEND", "Agg")
NEEDED = {"repayplan/reports/charts.py": "matplotlib", "repayplan/columns/arrow.py": "pyarrow"}
collect_ignore = [file for file, library in NEEDED.items() if not find_spec(library)]
