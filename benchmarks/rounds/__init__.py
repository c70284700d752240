"""Timing side by side: a round runs every candidate in turn, so that a busy moment of the machine meets all of them."""

import gc
from statistics import median
from time import process_time

ROUNDS = 15


def medians(candidates, rounds=ROUNDS, clock=process_time):
    """Name -> median seconds of a call, over interleaved rounds."""
    seconds = {name: [] for name in candidates}
    for run in candidates.values():
        run()
    gc.disable()
    for _ in range(rounds):
        for name, run in candidates.items():
            start = clock()
            run()
            seconds[name].append(clock() - start)
        gc.collect()
    gc.enable()
    return {name: median(values) for name, values in seconds.items()}


def show(title, found, beside, targets):
    """The table: each candidate, and its ratio to the one it is measured beside."""
    print(title)
    for name, seconds in found.items():
        ratio = seconds / found[beside]
        target = f"   target {targets[name]:.2f}" if name in targets else ""
        print(f"  {name:<44} {seconds * 1e3:10.3f} ms {ratio:8.3f} x{target}")
