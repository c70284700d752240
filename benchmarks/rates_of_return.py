"""Rates of return of 100,000 streams of 60 payments, beside pyxirr, which works them out in floats one by one."""

import datetime

import numpy as np
import pyxirr
from rounds import medians, show

import repayplan.columns
from repayplan.units.dates import due_dates

STREAMS, PAYMENTS = 100_000, 60
# pyxirr takes so long that a part of the streams has to do: it works each out by itself.
PART = 10_000


def streams():
    """Payments that differ from month to month, and what was lent."""
    rng = np.random.default_rng(60)
    back = rng.integers(80_00, 120_00, (STREAMS, PAYMENTS))
    return np.concatenate([-rng.integers(3_500_00, 5_500_00, (STREAMS, 1)), back], axis=1)


def main():
    table = streams()
    floats = table.astype(float) / 100
    days = due_dates(datetime.date(2027, 1, 15), "month", PAYMENTS + 1)
    lent, back = [(days[0], -table[:, 0])], list(zip(days[1:], table[:, 1:].T, strict=True))
    whole = {"units": "e-8"}
    candidates = {
        "pyxirr.irr": lambda: [pyxirr.irr(row) for row in floats[:PART]],
        "repayplan, columns.irr: whole places": lambda: repayplan.columns.irr(table, **whole),
        "repayplan, columns.irr: Decimals": lambda: repayplan.columns.irr(table),
        "pyxirr.xirr": lambda: [pyxirr.xirr(days, row) for row in floats[:PART]],
        "repayplan, columns.apr, eu: whole places": lambda: repayplan.columns.apr(lent, back, "eu", **whole),
        "repayplan, columns.apr, us-actuarial": lambda: repayplan.columns.apr(lent, back, "us-actuarial", **whole),
    }
    for peer, name in (("pyxirr.irr", "irr: whole places"), ("pyxirr.xirr", "apr, eu: whole places")):
        ours = candidates[f"repayplan, columns.{name}"]()["rate"][:PART] / 1e8
        assert np.abs(ours - candidates[peer]()).max() < 1e-8
    found = medians(candidates, rounds=7)
    for name in ("pyxirr.irr", "pyxirr.xirr"):
        found[name] *= STREAMS / PART
    irr = {name: seconds for name, seconds in found.items() if ".irr" in name}
    apr = {name: seconds for name, seconds in found.items() if name not in irr}
    # A ratio of 1 / 20 to the peer is twenty times as fast.
    show(f"IRR of {STREAMS:,} streams", irr, "pyxirr.irr", {"repayplan, columns.irr: whole places": 1 / 20})
    show(f"dated APR of {STREAMS:,} streams", apr, "pyxirr.xirr", {"repayplan, columns.apr, eu: whole places": 1 / 2})


main()
