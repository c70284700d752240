"""Small cases, in a line or two."""

import repayplan as rp


def line(name, amount, **more):
    return {"name": name, "amount": amount} | more


def debt(name="A", principal="1000", rate="0%", **more):
    """A card; components beside principal by their names."""
    owed = {part: more.pop(part) for part in ("interest", "penalty", "fees") if part in more}
    given = {"id": name, "kind": "credit_card", "balance": {"principal": principal} | owed, "rate": rate}
    return given | {"day_count": "equal-periods"} | more


def case(
    *debts,
    income="1000",
    spending="900",
    incomes=None,
    outgoings=None,
    currency="CNY",
    as_of="2026-12-01",
    rules=None,
    cash="0",
    keep_back="0",
    reserve="0",
    beyond=None,
    **more,
):
    household = {
        "cash": cash,
        "keep_back": keep_back,
        "reserve": reserve,
        "beyond": beyond,
        "incomes": [line("wage", income, evidence="verified")] if incomes is None else incomes,
        "spending": [line("all", spending)] if outgoings is None else outgoings,
    }
    document = {
        "schema": "repayplan/case-1",
        "as_of": as_of,
        "currency": currency,
        "rules": rules,
        "household": household,
    }
    return rp.Case.from_dict(document | {"debts": list(debts)} | more)


def by_shape(menu, shape, *words):
    """The first option, kept or rejected, of a shape and with all the words in its id; None where there is none."""
    return next(
        (o for o in (*menu.options, *menu.rejected) if o.shape == shape and all(word in o.id for word in words)), None
    )


def codes(option):
    return [finding.code for finding in option.findings]


def sizes(lever):
    """The sizes of a lever's two changes."""
    return tuple(None if change is None else change.size for change in (lever.feasible, lever.strict))
