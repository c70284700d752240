"""Write the data dictionary of columns anew from the functions themselves: ``python docs/columns.py``."""

import inspect
import re
from pathlib import Path

import pyarrow as pa

from repayplan import columns
from repayplan.columns.cells import FAULTS

PAGE = Path(__file__).with_suffix(".md")
MARK = "<!-- Below: written by docs/columns.py from the functions; change those. -->\n"
WORDS = {"currency": "USD", "errors": "column"}
DATES = {"as_of": "2026-12-01", "first_due": "2026-12-31"}
LOAN = {"principal": ["1000"], "annual_rate": ["12%"], "instalments": [3]}
CARD = {"principal": ["1000"], "minimum": {"balance": "3%", "floor": "25"}}
CALLS = {
    "level": LOAN,
    "totals": LOAN | {"instalment": ["350"]},
    "schedule": LOAN | DATES,
    "minimum_path": CARD | {"annual_rate": ["12%"]},
    "concession": LOAN | {"payment": ["50"], "most_months": 12, "instalments": None},
    "statement": CARD | {"days_past_due": [75]},
}
MEANS = {
    "account": "what names the account, else its position from 0",
    "number": "of the instalment, from 1; null in a row that only says what is wrong",
    "due": "the due date, where a day is named",
    "opening": "owed at the start of the period",
    "principal": "paid of the principal",
    "payment": "paid on the due date",
    "closing": "owed after it",
    "instalment": "the level instalment",
    "last": "the last payment made: it takes what remains",
    "interest": "interest: of a row, what accrues; of an account, what is paid",
    "penalty": "penalty paid",
    "fees": "fees paid",
    "total": "all payments",
    "waived": "all that is forgiven, a write-down included",
    "forgone": "what a pause kept from accruing",
    "months": "number of payments until nothing is owed",
    "lever": "the last lever that is needed: `months`, `rate`, `write_down`, or null",
    "rate": "the yearly rate that is asked for",
    "write_down": "of the principal, to be forgiven",
    "owed": "all components",
    "minimum": "what the contract asks",
    "stage": "of arrears, `M0` to `M6+`",
    "finding": "null, or what is wrong with the row: see below",
    **{f"to_{name}": f"of the minimum, what goes to {name}" for name in ("principal", "interest", "penalty", "fees")},
}
HOUSEHOLDS = {
    "debts": {"household": [1], "principal": ["1000"], "rate": ["12%"]},
    "households": {"household": [1], "income": ["2000"], "spending": ["1900"]},
}
ADVISED = {
    "household": "the household's key",
    "kind": "of the best option: the programme, `contract`, `pay_now`, or `contract_rate`; null where there is none",
    "shape": "how its payments run",
    "instalments": "of the longest of its plans",
    "months": "from that of `as_of` to that of the last due date, both counted",
    "last_due": "the last due date",
    "payment": "of the first month that asks anything",
    "total_paid": "all payments",
    "declared": "the verdict on what the household declares",
    "verified": "the verdict on what is verified",
    "conditional": "whether it rests on an income that is only expected",
    **{f"conceded_{name}": f"given up of {name}" for name in ("principal", "interest", "penalty", "fees")},
    "present_value": "what the payments are worth today at `discount`; without one there is no such column",
    "finding": "the line of the order that decided, `nothing_feasible`, or `nothing_owed`",
    "refused": 'with `errors="column"`: null, or what is wrong with the household',
}
SAYS = {
    "null": "a cell is missing, or NaN",
    "not_a_number": "a cell is no number",
    "negative": "an amount below nothing: a credit balance is not owed",
    "fraction_of_minor_unit": "an amount with a fraction of the currency's smallest unit",
    "out_of_range": "a number outside what the argument takes, a rate that is too fine for it, or no such formula",
    "overflow": "a sum of 2⁶³ minor units or more: the row is worked out exactly and does not fit",
    "never_clears": "the payment does not reduce what is owed; of `minimum_path` an outcome, of others an error",
}


def described(function):
    """Argument -> what its docstring says."""
    text = inspect.getdoc(function)
    block = re.search(r"^Args:\n(.*?)^\S", text, re.MULTILINE | re.DOTALL)[1]
    entries = re.findall(r"^    (\w+): (.*?)(?=^    \w|\Z)", block, re.MULTILINE | re.DOTALL)
    return {name: plain(said) for name, said in entries}


def plain(said):
    """Text of a docstring as the page has it."""
    text = re.sub(r":\w+:`(?:repayplan\.)?([\w.]+)`", r"`\1`", " ".join(said.split()))
    return text.replace("``", "`").replace("|", "\\|")


def kind(field):
    """An Arrow type, with its unit."""
    if pa.types.is_decimal(field):
        return f"decimal128({field.precision}, {'places' if field.scale == 2 else field.scale})"
    return str(field)


def results(name):
    """What a function hands back, in Arrow: its columns, in currency and in minor units."""
    given = {key: value for key, value in CALLS[name].items() if value is not None}
    function = getattr(columns, name)
    cells = {key: value for key, value in given.items() if isinstance(value, list)}
    rest = {key: value for key, value in given.items() if not isinstance(value, list)}
    money = function(pa.table(cells), **rest, **WORDS)
    cents = {"principal": 100_000, "annual_rate": 120_000, "instalment": 35_000, "payment": 5_000}
    least = {"minimum": {"balance": 30_000, "floor": 2_500}} if "minimum" in given else {}
    whole = pa.table({key: [cents.get(key, *value)] for key, value in cells.items()})
    minor = function(whole, **rest | least, **WORDS, units="minor,ppm")
    assert money.column_names == minor.column_names
    for field, other in zip(money.schema, minor.schema, strict=True):
        yield field.name, kind(field.type), kind(other.type)


def advised():
    """What `advise` hands back, in Arrow."""
    frames = {name: pa.table(cells) for name, cells in HOUSEHOLDS.items()}
    found = columns.advise(**frames, as_of=DATES["as_of"], discount="8%", **WORDS)
    return [(name, ADVISED[name], kind(column.type)) for name, column in found.items()]


def page():
    """The page: what stands above the mark, and the dictionary."""
    lines = [PAGE.read_text("utf-8").partition(MARK)[0] + MARK]
    for name in CALLS:
        function = getattr(columns, name)
        lines += [f"### `columns.{name}`\n", inspect.getdoc(function).splitlines()[0] + "\n"]
        lines += ["| argument | what it is |", "|---|---|"]
        lines += [f"| `{argument}` | {said} |" for argument, said in described(function).items()]
        lines += ["", '| result | what it is | Arrow type | with `units="minor,ppm"` |', "|---|---|---|---|"]
        lines += [f"| `{one}` | {MEANS[one]} | {money} | {minor} |" for one, money, minor in results(name)]
        lines.append("")
    lines += ["### `columns.advise`\n", inspect.getdoc(columns.advise).splitlines()[0] + "\n"]
    lines += ["| argument | what it is |", "|---|---|"]
    lines += [f"| `{argument}` | {said} |" for argument, said in described(columns.advise).items()]
    lines += ["", "| result | what it is | Arrow type |", "|---|---|---|"]
    lines += [f"| `{one}` | {said} | {type_} |" for one, said, type_ in advised()]
    lines.append("")
    lines += ["### Findings\n", "| `finding` | what it says |", "|---|---|"]
    lines += [f"| `{word}` | {SAYS[word]} |" for word, *_ in FAULTS if word]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
