"""The C references, compiled on this machine for this machine."""

import ctypes
import subprocess
from pathlib import Path

import numpy as np

HERE = Path(__file__).parents[1]


def reference(folder, name, numbers, columns, *flags):
    """The function ``name`` of ``name.c``: so many whole numbers, then so many columns of them."""
    library = Path(folder) / f"{'-'.join((name, *flags))}.so"
    command = ["cc", "-O3", "-march=native", *flags, "-shared", "-fPIC", HERE / f"{name}.c", "-o", library]
    subprocess.run(command, check=True)
    function = getattr(ctypes.CDLL(str(library)), name)
    column = np.ctypeslib.ndpointer(np.int64, flags="C")
    function.argtypes = [ctypes.c_int64] * numbers + [column] * columns
    return function
