"""A whole frame in the place of its columns: named by a mapping, and handed back in its own make."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import wraps
from importlib import import_module
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

from repayplan.columns.makes import at, door
from repayplan.units.refusal import known_keys, listed, nearest, refuse, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PARTS = "minimum."
# Function -> its arguments that may be columns.
COLUMNS: dict[str, tuple[str, ...]] = {}
OURS: dict[str, Any] = {"names": None, "keep": ()}


def framed(*columns: str) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., Any]]:
    """Let a function of these columns take a frame too.

    The frame is the first argument, without a name. ``names`` says which of its columns is which argument; a column of
    an argument's own name is that argument. What is given by name holds for all rows. ``keep`` names columns of the
    frame that come back before the results.
    """

    def of(function: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
        COLUMNS[function.__name__] = columns
        words = signature(function).parameters.values()
        needed = [word.name for word in words if word.default is word.empty and word.name in columns]

        @wraps(function)
        def either(
            frame: Any = None, /, *, names: Mapping[str, str] | None = None, keep: Iterable[str] = (), **given: Any
        ) -> Any:
            if frame is None:
                if names is not None:
                    refuse("names", names, "a frame as the first argument, whose columns they are")
                return function(**given)
            own = columns_of(frame)
            kept = kept_of(own, keep)
            chosen = chosen_of(own, names or {}, columns, given)
            for name in needed:
                if name not in chosen and name not in given:
                    fix = f"name its column: names={{{name!r}: ...}}"
                    refuse(name, None, "a column of the frame, or a value for all rows", fix)
            account = chosen.pop("account", None)
            found = function(**chosen, **given)
            if not isinstance(found, dict):
                found = {function.__name__: found}
            if given.get("by") == "matrix":
                return found
            beside = {name: own[name] for name in kept}
            if "number" in found:
                # Rows of instalments: what stands beside an account stands beside each of them.
                of = _numbers(found["account"])
                beside = {name: at(column, of, name, len(column)) for name, column in beside.items()}
                if account is not None:
                    found["account"] = at(account, of, "account", len(account))
            return handed_back(frame, beside, found)

        return _shown(either, function)

    return of


def _shown(either: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Help and checkers see the frame beside the columns as they can be given one by one."""
    kinds = [Parameter("frame", Parameter.POSITIONAL_ONLY, default=None), *signature(function).parameters.values()]
    kinds += [Parameter(name, Parameter.KEYWORD_ONLY, default=default) for name, default in OURS.items()]
    setattr(either, "__signature__", signature(function).replace(parameters=kinds))  # noqa: B010 - no checker knows it
    return either


def _numbers(column: Any) -> Any:
    """Whole numbers as an array, whatever their make."""
    import numpy as np

    return np.asarray(column.to_numpy() if hasattr(column, "to_numpy") else column, dtype=np.int64)


def columns_of(frame: Any) -> dict[str, Any]:
    """The columns of a frame, each in its own make."""
    if isinstance(frame, Mapping):
        return dict(frame)
    return {name: column.to_native() for name, column in _opened(frame).to_dict(as_series=True).items()}


def _opened(frame: Any) -> Any:
    """The frame, as narwhals has it; what is only known to speak Arrow becomes a table of pyarrow."""
    narwhals = door()
    # A type is no frame, or Arrow data are no table: the next way, then a refusal.
    with suppress(TypeError, ValueError):
        return narwhals.from_native(frame, eager_only=True)
    with suppress(TypeError, ValueError):
        return narwhals.from_native(_table(frame), eager_only=True)
    refuse("frame", f"a {type(frame).__name__}", "a frame of pandas, polars or Arrow, or a mapping of columns")


def _table(frame: Any) -> Any:
    """What is only known to speak Arrow, as a table of pyarrow."""
    if not (hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__")):
        raise TypeError
    arrow = import_module("pyarrow")
    if hasattr(frame, "__arrow_c_stream__"):
        return arrow.table(frame)
    return arrow.Table.from_batches([arrow.record_batch(frame)])


def chosen_of(
    own: Mapping[str, Any], names: Mapping[str, str], columns: Iterable[str], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The frame's columns by argument."""
    if not isinstance(names, Mapping):
        refuse("names", names, "a mapping of arguments to columns", 'write it like {"principal": "owed"}')
    for argument, name in names.items():
        text(name, f"names.{text(argument, 'names')}", empty=True)
    parts = [name for name in names if name.startswith(PARTS) and "minimum" in columns]
    arguments = [*columns, *parts]
    known_keys(names, arguments, "names")
    found: dict[str, Any] = {}
    for argument in arguments:
        name = names.get(argument, argument)
        if argument in names and name not in own:
            refuse(f"names.{argument}", name, "a column of the frame", nearest(name, own))
        if argument in names and argument in given:
            refuse(argument, given[argument], f"one of the two: the frame's column {name!r}, or a value for all rows")
        if name not in own or argument in given:
            continue
        if argument.startswith(PARTS):
            found.setdefault("minimum", {})[argument.removeprefix(PARTS)] = own[name]
        else:
            found[argument] = own[name]
    return found


def kept_of(own: Mapping[str, Any], keep: Iterable[str]) -> list[str]:
    """The names of columns that come back beside the results."""
    if isinstance(keep, str):
        refuse("keep", keep, "a list of names of columns", f'write it like ["{keep}"]')
    wanted = [text(name, f"keep[{i}]", empty=True) for i, name in enumerate(listed(keep, "keep"))]
    for i, name in enumerate(wanted):
        if name not in own:
            refuse(f"keep[{i}]", name, "a column of the frame", nearest(name, own))
    return wanted


def handed_back(frame: Any, kept: Mapping[str, Any], found: Mapping[str, Any]) -> Any:
    """The results as a frame of the caller's make, after the columns that are kept."""
    for name in kept:
        if name in found:
            refuse("keep", name, "columns of other names than the results", "rename it first")
    made = dict(kept) | dict(found)
    if isinstance(frame, Mapping):
        return made
    namespace = _opened(frame).__native_namespace__()
    return namespace.table(made) if hasattr(namespace, "table") else namespace.DataFrame(made)
