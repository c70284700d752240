"""Charts are drawn without a window; where there is no matplotlib their examples are not collected."""

import os
from importlib.util import find_spec

os.environ.setdefault("MPLBACKEND", "Agg")
collect_ignore = [] if find_spec("matplotlib") else ["repayplan/reports/charts.py"]
