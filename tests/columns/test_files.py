"""Parquet in, Parquet out: the same rows, whatever the batches; stopped and started, none is lost or done twice."""

import numpy as np
import pytest

from repayplan import InputError, columns

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("narwhals")
WORDS = {"names": {"principal": "owed"}, "keep": ["id"], "annual_rate": "12%", "instalments": 12, "currency": "EUR"}


def accounts(rows):
    rng = np.random.default_rng(2)
    owed = [None if k % 17 == 3 else str(k) for k in rng.integers(0, 9_999, rows).tolist()]
    return pa.table({"id": np.arange(rows), "owed": owed, "aside": ["x" * 50] * rows})


def read(folder):
    return pa.concat_tables([pq.read_table(part) for part in sorted(folder.glob("part-*.parquet"))])


@pytest.mark.parametrize(("groups", "rows"), [(1000, 100), (90, 40), (333, 1000), (7, 3)])
def test_the_rows_are_those_of_one_frame(tmp_path, groups, rows):
    table = accounts(1000)
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=groups)
    told = []
    level = columns.door("level", **WORDS)
    done = level.parquet(tmp_path / "in.parquet", tmp_path / "out", rows=rows, progress=lambda *at: told.append(at))
    assert done == 1000 and told[-1] == (1000, 1000) and told == sorted(told)
    assert read(tmp_path / "out").combine_chunks() == columns.level(table, errors="column", **WORDS).combine_chunks()


def test_stopped_anywhere_and_started_again_nothing_is_lost_or_done_twice(tmp_path):
    table = accounts(500)
    for k in range(2):
        pq.write_table(table.slice(250 * k, 250), tmp_path / f"in{k}.parquet", row_group_size=100)
    sources, level = [tmp_path / "in0.parquet", tmp_path / "in1.parquet"], columns.door("level", **WORDS)
    expected = columns.level(table, errors="column", **WORDS).combine_chunks()

    class Stopped(Exception):
        pass

    for after in (30, 100, 250, 430):
        folder = tmp_path / f"out{after}"

        def stop(done, of, after=after):
            if done >= after:
                raise Stopped

        with pytest.raises(Stopped):
            level.parquet(sources, folder, rows=30, progress=stop)
        before = {part: part.stat().st_mtime_ns for part in folder.glob("part-*")}
        (folder / "part-000019.half").write_bytes(b"half of it")
        rest = level.parquet(sources, folder, rows=30)
        assert rest == 500 - sum(pq.read_metadata(part).num_rows for part in before) and 0 < rest < 500
        assert all(part.stat().st_mtime_ns == written for part, written in before.items())
        assert read(folder).combine_chunks() == expected
        assert level.parquet(sources, folder, rows=30) == 0


def test_a_folder_of_another_call_is_refused(tmp_path):
    pq.write_table(accounts(20), tmp_path / "in.parquet")
    level = columns.door("level", **WORDS)
    level.parquet(tmp_path / "in.parquet", tmp_path / "out")
    for other, rows in ((columns.door("level", **WORDS | {"instalments": 13}), 2**18), (level, 5)):
        with pytest.raises(InputError, match=r"target: .*another one"):
            other.parquet(tmp_path / "in.parquet", tmp_path / "out", rows=rows)
    with pytest.raises(InputError, match=r"target: .*an empty folder"):
        level.parquet(tmp_path / "in.parquet", tmp_path)
    with pytest.raises(InputError, match=r"source: .*a Parquet file"):
        level.parquet(tmp_path / "none.parquet", tmp_path / "new")
    with pytest.raises(InputError, match="rows: got 0"):
        level.parquet(tmp_path / "in.parquet", tmp_path / "new", rows=0)


def test_a_bar_shows_how_far_it_is(tmp_path, capsys):
    pytest.importorskip("tqdm")
    pq.write_table(accounts(20), tmp_path / "in.parquet")
    columns.door("level", **WORDS).parquet(tmp_path / "in.parquet", tmp_path / "out", progress=True)
    assert "100%" in capsys.readouterr().err


def test_no_rows_make_no_parts(tmp_path):
    pq.write_table(accounts(0), tmp_path / "in.parquet")
    assert columns.door("level", **WORDS).parquet(tmp_path / "in.parquet", tmp_path / "out") == 0
