"""The one Arrow door: a function from record batch to record batch, and the engines that people already run."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repayplan.units.refusal import one_of
from repayplan.words.frames import MissingLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FUNCTIONS = ("advise", "concession", "level", "minimum_path", "schedule", "stage", "statement", "totals")


@dataclass(frozen=True)
class Door:
    """A function of columns, with its words, ready for batch after batch. Made by :func:`door`.

    A row's result depends on that row alone, so that batches may be cut and ordered in any way.

    Attributes:
        name: of the function.
        words: what it is called with.

    Examples:
        >>> import pyarrow as pa
        >>> batch = pa.record_batch({"owed": [100_000, 5], "rate": [120_000, 0], "id": ["x", "y"]})
        >>> level = door("level", names={"principal": "owed", "annual_rate": "rate"}, keep=["id"], instalments=3,
        ...              currency="USD", units="minor,ppm")
        >>> level(batch).to_pylist()[0]["instalment"], level.schema(batch.schema).names
        (34003, ['id', 'instalment', 'last', 'interest', 'total', 'months', 'finding'])
    """

    name: str
    words: Mapping[str, Any] = field(default_factory=dict)

    def frame(self, frame: Any) -> Any:
        """One frame of pandas, polars or Arrow, in its own make."""
        function: Callable[..., Any] = getattr(import_module("repayplan.columns"), self.name)
        return function(frame, **self.words)

    def __call__(self, batch: Any) -> Any:
        """One record batch, as a record batch."""
        arrow = _library("pyarrow", "an Arrow batch", '"repayplan[frames,arrow]"')
        made = self.frame(arrow.Table.from_batches([batch])).combine_chunks()
        whole = made.to_batches()
        return whole[0] if whole else arrow.RecordBatch.from_pylist([], schema=made.schema)

    def each(self, batches: Iterable[Any]) -> Iterator[Any]:
        """One record batch after the other, as ``mapInArrow`` of Spark hands them over."""
        return map(self, batches)

    def schema(self, given: Any) -> Any:
        """The schema of the results [pyarrow], from that of the batches: it depends on no data."""
        arrow = _library("pyarrow", "an Arrow schema", '"repayplan[frames,arrow]"')
        return self.frame(given.empty_table() if isinstance(given, arrow.Schema) else given).schema

    def spark(self, frame: Any) -> Any:
        """A Spark frame, worked out where its partitions are (extra ``spark``)."""
        types = _library("pyspark.sql.pandas.types", "a Spark frame", '"repayplan[spark]"')
        schema = types.from_arrow_schema(self.schema(types.to_arrow_schema(frame.schema)))
        return frame.mapInArrow(self.each, schema)

    def dask(self, frame: Any) -> Any:
        """A Dask frame, partition by partition (extra ``dask``)."""
        return frame.map_partitions(self.frame, meta=self.frame(frame._meta))

    def polars(self, frame: Any) -> Any:
        """A lazy frame of polars, when it is collected."""
        library = _library("polars", "a lazy frame", '"repayplan[frames]" polars')
        empty = library.DataFrame(schema=frame.collect_schema())
        return frame.map_batches(self.frame, schema=self.frame(empty).schema)

    def parquet(self, source: Any, target: Any, *, rows: int = 2**18, progress: Any = None) -> int:
        """Parquet in, Parquet out, batch by batch: for what is larger than memory (extra ``arrow``).

        Each batch becomes a file of its own in the folder ``target``, whole or not at all; where the same call is made
        again after it was stopped, batches that are there are not worked out again.

        Args:
            source: a Parquet file, or several.
            target: a folder, made where it is not there.
            rows: of a batch.
            progress: a function of (rows done, rows in all); or True for a bar (extra ``progress``).

        Returns:
            How many rows were read by this call.

        Raises:
            InputError: no such file, or a folder that holds the results of another call.
        """
        from repayplan.columns.files import convert

        return convert(self, source, target, rows, progress)


def door(function: str, /, **words: Any) -> Door:
    """One of the functions of columns as a function from record batch to record batch.

    Args:
        function: ``level``, ``totals``, ``schedule``, ``minimum_path``, ``concession``, ``statement``, ``stage``, or
            ``advise`` for one row a household of one debt.
        words: what it is called with: ``names``, ``keep``, ``currency``, and all else. ``errors`` is ``column`` where
            nothing is said: one bad row may not stop a cluster.

    Raises:
        InputError: another function.

    Examples:
        >>> door("stage", names={"days_past_due": "late"}).words
        {'errors': 'column', 'names': {'days_past_due': 'late'}}
    """
    one_of(function, FUNCTIONS, "function")
    return Door(function, {"errors": "column"} | words)


def _library(name: str, what: str, install: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingLibrary(what, name.partition(".")[0], install) from error
