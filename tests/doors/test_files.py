"""Files of cases: text that is none, text that is too much, and what other programs write."""

import json

import pytest

import repayplan as rp
from repayplan.cases.cases import MOST_BYTES
from tests.doors.doors import full_case, small_case

PLAIN = json.dumps(small_case())


def loaded(folder, content, name="case.json"):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return rp.load_case(file)


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n  ", "\t"])
def test_a_byte_order_mark_and_space_are_no_part_of_it(tmp_path, before):
    assert loaded(tmp_path, before + PLAIN) == rp.Case.from_dict(small_case())


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00", b"\xff\xfe{\x00}\x00", PLAIN.encode("utf-16"), PLAIN.encode("utf-32"), b"\xed\xa0\x80",
        PLAIN[:-1], PLAIN + "{}", PLAIN.replace('"50"', "NaN"), PLAIN.replace('"50"', "Infinity"),
        PLAIN.replace('"50"', "-Infinity"), PLAIN.replace('"50"', "1e999999999"), PLAIN.replace('"50"', "9" * 5000),
        PLAIN.replace('"50"', "0." + "0" * 5000 + "1"), "[" * 100_000, '{"a":' * 100_000, "[" * 900 + "]" * 900,
        PLAIN.replace('"cash"', '"cash": "1", "cash"'), PLAIN.replace('"2026', r'"\ud8002026'), "'x'", "{'a': 1}",
        PLAIN.replace("{", "{//x\n"), "null", "[]", "1", '"x"', PLAIN.replace('"A"', '"A' + "x" * 20_000 + '"'),
    ],
    ids=range(27),
)  # fmt: skip
def test_what_is_no_case_is_refused_with_the_name_of_its_file(tmp_path, content):
    with pytest.raises(rp.InputError) as refusal:
        loaded(tmp_path, content)
    assert refusal.value.path.startswith(str(tmp_path / "case.json"))
    assert len(refusal.value.value) <= 60


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = inf",
        "a = 1\na = 2",
        "[a]\n[a]",
        "=",
        "a.b.c = 1979-05-27T07:32:00Z",
        "\x00",
        "a=0xg",
    ],
)
def test_a_toml_that_is_no_case_is_refused(tmp_path, text):
    with pytest.raises(rp.InputError):
        loaded(tmp_path, text, "case.toml")


@pytest.mark.parametrize("size", [MOST_BYTES, MOST_BYTES + 1])
def test_the_largest_file_is_read_and_no_byte_more(tmp_path, size):
    padded = PLAIN + " " * (size - len(PLAIN))
    if size <= MOST_BYTES:
        assert loaded(tmp_path, padded)
    else:
        with pytest.raises(rp.InputError, match="more than 5 MB"):
            loaded(tmp_path, padded)


@pytest.mark.parametrize("path", ["", "x", "x.yaml", b"x.json", 5, None, "a\0.json", ["x.json"], "\ud800.json"])
def test_what_is_no_path_is_refused(path):
    with pytest.raises((rp.InputError, FileNotFoundError)):
        rp.load_case(path)


PATHS = (
    "/etc/passwd",
    "../../secret.toml",
    "secret",
    "./secret",
    "file:///etc/passwd",
    "http://127.0.0.1:9/x",
    "\\\\host\\share",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "key", ["rules", "pack", "debts.0.rules", "debts.0.minimum", "household.time_zone", "household.reserve"]
)
def test_a_path_in_a_document_is_refused_and_never_followed(tmp_path, monkeypatch, opened, path, key):
    """Only the library's own files are opened, whatever a document names."""
    monkeypatch.chdir(tmp_path)
    for name in ("secret", "secret.toml", "secret_rules.toml"):
        (tmp_path / name).write_text('[[rules]]\nid = "x"\n')
    document = full_case()
    *where, last = key.split(".")
    held = document
    for step in where:
        held = held[int(step) if step.isdigit() else step]
    held[last] = path
    del opened[:]
    try:
        rp.advise(rp.Case.from_dict(document)).text()
    except rp.InputError:
        pass
    else:
        assert key == "household.time_zone"  # a text that is kept as it is
    assert [name for name in opened if "secret" in name or "passwd" in name or "host" in name] == []
