"""Write the page of all rules that are coded: ``python docs/rules.py``."""

from datetime import date
from pathlib import Path

from repayplan.rules.conditions import conditions_asked
from repayplan.rules.pack import places, read_place
from repayplan.rules.presets import PARTS
from repayplan.rules.values import show

PAGE = Path(__file__).parent / "rules.md"
NAMES = {
    "au": "Australia",
    "ca": "Canada",
    "cn": "China (mainland)",
    "eu": "European Union",
    "hk": "Hong Kong",
    "in": "India",
    "sg": "Singapore",
    "uk": "United Kingdom",
    "uk-ew": "England and Wales (the rules of the United Kingdom hold too)",
    "us": "United States",
}
INTRODUCTION = """# Rules, by place

Every rule that is coded, by place, kind and first day, with the days on which it holds and how its source was read. A
`statute` or `regulation` is law; `guidance` is a supervisor's; `industry` is practice, `contract` usual terms: neither is law.
What is `unverified` or `secondary` was not read in the primary text. The library gives no legal verdict: an outcome says
"within the rules coded here". What a programme or route asks for is held against each case: `menu.conditions` and
`option.conditions` have the outcomes. A day that is not known is not made up. Look a rule up with `rp.rulebook(place).on(date)[id]`.

This page is written by `docs/rules.py` from the packs, and a test keeps it so.
"""  # noqa: E501
KIND_ORDER = ("statute", "regulation", "guidance", "industry", "contract", "house")


def cell(text):
    """A text as a cell of a table: one line, its bars and angles escaped."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;").replace("~", "\\~")


def source(entry):
    """Instrument and article, linked where the address is that of a page."""
    named = cell(" ".join(part for part in (entry.instrument, entry.article) if part) or entry.address)
    whole = entry.address.startswith("http") and not {" ", "..."} & {*entry.address, *entry.address.split("/")}
    return f"[{named}]({entry.address})" if whole else named


def days(entry):
    return f"{entry.valid_from or '?'} – {entry.until or ''}".rstrip()


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def rules(pack):
    """By kind and first day, then as the pack has them."""

    def order(rule):
        return KIND_ORDER.index(rule.kind), rule.valid_from or date.min

    return [
        (
            f"`{rule.id}`",
            cell(f"{rule.limit or ''} {show(rule.value, rule.unit)}"),
            days(rule),
            rule.kind,
            rule.status,
            source(rule),
            cell(rule.note),
        )
        for rule in sorted(pack.rules, key=order)
    ]


def asks(entry):
    """What it asks for: each measure with its rule, or a text."""
    asked = conditions_asked(entry.conditions)
    return cell("; ".join(f"{one.measure.replace('_', ' ')}: `{one.rule}`" if one.rule else one.text for one in asked))


def programmes(pack):
    return [
        (
            f"`{one.id}`",
            cell(f"{one.name_en} {one.name_zh}"),
            cell(one.most_months_rule or one.most_months or "no longest term known"),
            asks(one),
            days(one),
            one.kind,
            one.status,
            source(one),
            cell(one.note),
        )
        for one in pack.programmes
    ]


def formula(part):
    """A part of a preset: text, or formulas within it."""
    if isinstance(part, str):
        return part
    return "; ".join(f"({', '.join(f'{name} {value}' for name, value in one.items())})" for one in part)


def presets(pack):
    return [
        (
            f"`{one.id}`",
            one.subject,
            cell(", ".join(f"{name} {formula(part)}" for name, part in one.parts.items())),
            cell(one.status),
            one.source_status,
            source(one),
            cell(one.note),
        )
        for subject in PARTS
        for one in pack.presets
        if one.subject == subject
    ]


def advice(pack):
    return [
        (cell(f"{one.name_en} {one.name_zh}"), one.kind, asks(one), days(one), one.status, source(one), cell(one.note))
        for one in pack.advice
    ]


TABLES = (
    ("Rules", rules, ("id", "value", "holds", "kind", "status", "source", "note")),
    ("Programmes", programmes, ("id", "name", "most months", "asks for", "holds", "kind", "status", "source", "note")),
    ("Presets", presets, ("id", "subject", "parts", "what it is worth", "status of the source", "source", "note")),
    ("Advice and statutory routes", advice, ("name", "kind", "asks for", "holds", "status", "source", "note")),
)


def page():
    parts = [INTRODUCTION]
    for place in places():
        pack = read_place(place)
        parts.append(f"\n## {NAMES[place]}: `{place}`\n")
        for title, rows, heads in TABLES:
            if found := rows(pack):
                parts.append(f"\n### {title} ({place})\n\n{table(heads, found)}\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
