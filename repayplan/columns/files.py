"""Bigger than memory: Parquet in, Parquet out, a batch at a time; what was done before it was stopped stays done."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.columns.framed import COLUMNS
from repayplan.units.refusal import refuse, whole
from repayplan.words.frames import MissingLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repayplan.columns.arrow import Door

CALL = "call.json"
MOST_ROWS = 2**24


class Batch(NamedTuple):
    """Some rows of a file.

    Attributes:
        file: of the source.
        group: the row group that they are in.
        first: the first of them in it.
        rows: how many.
        part: the file that their results become.
    """

    file: Path
    group: int
    first: int
    rows: int
    part: Path


def convert(door: Door, source: Any, target: Any, rows: int, progress: Any) -> int:
    """Work out every batch whose file is not there yet; how many rows that were."""
    whole(rows, "rows", 1, MOST_ROWS)
    parquet, folder = _parquet(), Path(target)
    files = [Path(file) for file in ([source] if isinstance(source, (str, Path)) else source)]
    for i, file in enumerate(files):
        if not file.is_file():
            refuse("source" if len(files) == 1 else f"source[{i}]", str(file), "a Parquet file")
    folder.mkdir(parents=True, exist_ok=True)
    _same_call(folder, door, files, rows)
    batches = list(_batches(parquet, files, folder, rows))
    told, done, read, of = _teller(progress), 0, 0, sum(batch.rows for batch in batches)
    for batch, table in _open(parquet, batches, door, rows):
        if table is not None:
            _write(parquet, batch.part, door(table))
            read += batch.rows
        done += batch.rows
        told(done, of)
    return read


def _parquet() -> Any:
    try:
        return import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingLibrary("a Parquet file", "pyarrow", '"repayplan[frames,arrow]"') from error


def _same_call(folder: Path, door: Door, files: list[Path], rows: int) -> None:
    """Refuse a folder that holds the results of another call, or of other files."""
    sizes = {file.name: file.stat().st_size for file in files}
    said = {"function": door.name, "words": door.words, "rows": rows, "source": sizes}
    call = json.loads(json.dumps(said, default=repr))
    known = folder / CALL
    if not known.exists():
        if any(folder.iterdir()):
            refuse("target", str(folder), "an empty folder, or one that this call has begun to fill")
        _replace(known, json.dumps(call, indent=1).encode())
    elif json.loads(known.read_text("utf-8")) != call:
        refuse("target", str(folder), "a folder that this call has begun to fill", "name another one")


def _batches(parquet: Any, files: list[Path], folder: Path, rows: int) -> Iterator[Batch]:
    """All batches, in order."""
    number = 0
    for file in files:
        with parquet.ParquetFile(file) as opened:
            for group in range(opened.num_row_groups):
                held = opened.metadata.row_group(group).num_rows
                for first in range(0, held, rows):
                    yield Batch(file, group, first, min(rows, held - first), folder / f"part-{number:06}.parquet")
                    number += 1


def _open(parquet: Any, batches: list[Batch], door: Door, rows: int) -> Iterator[tuple[Batch, Any]]:
    """Each batch with its rows, or with None where its results are there."""
    wanted = _wanted(door)
    stream = None
    for batch in batches:
        if batch.first == 0:
            group = [one for one in batches if (one.file, one.group) == (batch.file, batch.group)]
            if all(one.part.exists() for one in group):
                stream = None
            else:
                opened = parquet.ParquetFile(batch.file)
                columns = [name for name in opened.schema_arrow.names if name in wanted]
                stream = _cut(opened.iter_batches(batch_size=rows, row_groups=[batch.group], columns=columns), rows)
        table = None if stream is None else next(stream)
        yield batch, None if batch.part.exists() else table


def _cut(stream: Iterator[Any], rows: int) -> Iterator[Any]:
    """The same rows, cut to batches of just so many: a reader may give fewer at a time."""
    arrow = import_module("pyarrow")
    held: list[Any] = []
    for batch in stream:
        while batch is not None:
            room = rows - sum(map(len, held))
            held.append(batch[:room])
            batch = batch[room:] if len(batch) > room else None
            if sum(map(len, held)) == rows:
                yield arrow.concat_batches(held)
                held = []
    if held:
        yield arrow.concat_batches(held)


def _wanted(door: Door) -> set[str]:
    """The columns that may be read: those of the arguments, those that are kept; others stay on the disk."""
    names = door.words.get("names") or {}
    return {names.get(argument, argument) for argument in COLUMNS[door.name]} | {*names.values()} | {
        *door.words.get("keep", ())}  # fmt: skip


def _write(parquet: Any, part: Path, batch: Any) -> None:
    """One batch of results as a file, which is there whole or not at all."""
    half = part.with_suffix(".half")
    with parquet.ParquetWriter(half, batch.schema) as writer:
        writer.write_batch(batch)
    half.replace(part)


def _replace(file: Path, content: bytes) -> None:
    half = file.with_suffix(".half")
    half.write_bytes(content)
    half.replace(file)


def _teller(progress: Any) -> Callable[[int, int], object]:
    """What is told after each batch."""
    if callable(progress):
        called: Callable[[int, int], object] = progress
        return called
    if not progress:
        return lambda done, of: None
    try:
        bar = import_module("tqdm").tqdm(unit="row", unit_scale=True)
    except ImportError as error:
        raise MissingLibrary("a progress bar", "tqdm", '"repayplan[progress]"') from error

    def told(done: int, of: int) -> None:
        bar.total = of
        bar.update(done - bar.n)
        if done == of:
            bar.close()

    return told
