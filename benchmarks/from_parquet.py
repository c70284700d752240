"""Parquet in, Parquet out: peak memory above the inputs, and CPU time per account, for more and more accounts."""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

SIZES = (100_000, 1_000_000, 10_000_000)
MIB = 2**20


def write(file, rows):
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(60)
    with pq.ParquetWriter(file, pa.schema({"id": "int64", "owed": "int64", "rate": "int64", "n": "int64"})) as writer:
        for first in range(0, rows, 2**20):
            count = min(2**20, rows - first)
            columns = {
                "id": np.arange(first, first + count),
                "owed": rng.integers(100_00, 50_000_00, count),
                "rate": rng.integers(0, 200_000, count),
                "n": np.full(count, 60),
            }
            writer.write_table(pa.table(columns))


def alone(file, folder):
    """In a process of its own: CPU seconds, and the peak of memory above what is there once all is loaded."""
    import repayplan as rp

    names = {"principal": "owed", "annual_rate": "rate", "instalments": "n"}
    level = rp.columns.door("level", names=names, keep=["id"], currency="EUR", units="minor,ppm")
    small = Path(folder).with_suffix(".first")
    write(f"{small}.parquet", 50_000)
    level.parquet(f"{small}.parquet", small)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    level.parquet(file, folder)
    seconds = process_time() - start
    print(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for rows in SIZES:
            file = Path(folder) / f"{rows}.parquet"
            write(file, rows)
            command = [sys.executable, __file__, str(file), str(Path(folder) / f"out{rows}")]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            seconds, peak = map(float, said)
            each = seconds / rows * 1e6
            print(f"{rows:>12,} accounts  {seconds:8.2f} s CPU  {each:6.3f} us an account  peak {peak:6.0f} MiB more")


if len(sys.argv) > 1:
    alone(*sys.argv[1:])
else:
    main()
