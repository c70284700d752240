"""What `import repayplan` costs a fresh interpreter, beside the one library that the core imports with it."""

import resource
import subprocess
import sys

from rounds import medians, show

BARE, BESIDE, OURS = "bare Python", "import dateutil.relativedelta", "import repayplan"
USED = "import repayplan; repayplan.schedule"  # a name is loaded when it is first asked for


def spent():
    """User and system time of all children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def runs(code):
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


found = medians({BARE: runs("pass"), BESIDE: runs(BESIDE), OURS: runs(OURS), USED: runs(USED)}, rounds=25, clock=spent)
above = {name: seconds - found[BARE] for name, seconds in found.items() if name != BARE}
show(f"process time above {BARE} ({found[BARE] * 1e3:.1f} ms)", above, BESIDE, {OURS: 4})
