"""The whole menu of a household with nine creditors: its walks, and its time beside one walk of 60 rows."""

from rounds import medians, show

import repayplan as rp
from repayplan.engine.walk import Period, walk
from repayplan.plans import layout

CASE = rp.sample("nine-creditors")
LEVEL = Period(((18_250, "run"),), 71_500)


def one_walk():
    return list(walk((2_800_000, 0, 0, 0), [LEVEL] * 60, 1_200_000))


def menu():
    return rp.advise(CASE)


def proved():
    return rp.advise(CASE).certificate


def walked(work):
    """How many walks it takes, and how many rows they have."""
    counted = {"walks": 0, "rows": 0}

    def counting(*arguments, **words):
        counted["walks"] += 1
        for row in walk(*arguments, **words):
            counted["rows"] += 1
            yield row

    layout.walk = counting
    try:
        work()
    finally:
        layout.walk = walk
    return counted


JOBS = {"advise, nine creditors": menu, "with its certificate": proved}
for name, work in JOBS.items():
    counted = walked(work)
    print(f"{name}: {counted['walks']:,} walks, {counted['rows']:,} rows")
found = medians({"one walk of 60 rows": one_walk} | JOBS)
show("a menu beside one walk", found, "one walk of 60 rows", {})
