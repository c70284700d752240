"""Every door of the library as a function of one Random: usual input with some rubbish in it goes in, and what comes
out is an answer, or one of the refusals that the door documents."""

import copy
import json
import os
import tempfile
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import repayplan as rp
from repayplan.followup.contact_log import ContactLog
from repayplan.words.frames import MissingLibrary
from tests.doors.rubbish import DAYS, LONG, NUMBERS, SURROGATE, TEXTS, nested, plain_rubbish, rubbish, spoilt

# What a door may raise: each is a subclass of a builtin error, and its docstring says so.
REFUSALS = (rp.InputError, MissingLibrary)
AS_OF = "2026-12-01"


def knocked(door, random):
    """Whether a door refused what it was given; any other error comes through."""
    try:
        door(random)
    except REFUSALS:
        return True
    return False


# --- what is usual


@cache
def cases():
    """The samples, and one small case with every key that a case can have."""
    found = [rp.sample(name).to_dict() for name in ("gig-seasonal", "able-not-willing", "dmp-four-cards")]
    return [full_case(), full_case(), *found]


def full_case():
    return {
        "schema": "repayplan/case-1", "as_of": AS_OF, "currency": "CNY", "rules": "cn", "first_due": "2026-12-20",
        "fx": [{"from": "USD", "to": "CNY", "rate": "7.1", "on": "2026-11-01"}],
        "household": {
            "cash": "1200", "keep_back": "10% up to 200", "reserve": "2 weeks of income", "beyond": "repeat_year",
            "time_zone": "Asia/Shanghai", "members": ["A", "B"],
            "incomes": [
                {"name": "wage", "amount": "5200", "every": "month", "start": "2027-01", "until": "2029-12",
                 "pay_day": "last", "owner": "A", "evidence": "expected", "papers": ["letter"],
                 "raises": [{"from": "2027-06-01", "by": "2%"}]},
                {"name": "gig", "by_month": {f"2027-{k:02d}": "900" for k in range(1, 13)}, "evidence": "verified"},
                {"name": "help", "amount": "50", "every": "week", "start": "2026-12-03", "pay_day": "first friday"},
            ],
            "spending": [
                {"name": "rent", "amount": "1100", "every": "month", "kind": "essential", "pay_day": 5},
                {"name": "fun", "amount": "100", "kind": "flexible", "months": [1, 2, 12],
                 "category": "communications_and_leisure"},
            ],
            "assets": [{"name": "car", "value": "9000", "usable": False, "note": "for work"}],
        },
        "debts": [
            {"id": "A", "creditor": "Bank A", "kind": "credit_card", "owner": "A", "currency": None, "flags": ["joint"],
             "balance": {"principal": "2800", "interest": "162", "penalty": "54", "fees": "0"}, "rate": "0.05%/day",
             "day_count": "actual/365", "compounding": "none", "days_past_due": 75, "arrears": "300", "rules": None,
             "due_day": 15, "minimum": {"purchases": "10%", "interest": "100%", "floor": "5", "cap": "900"},
             "late_fee": {"share": "5%", "floor": "5", "cap": "20"}, "contractual_payment": "50",
             "instalments_left": 30, "credit_limit": "2500"},
            {"id": "B", "creditor": "Shop", "kind": "loan", "currency": "USD", "balance": {"principal": "300"},
             "rate": [{"from": "2026-01-01", "rate": "6%"}, {"from": "2027-02-01", "rate": "9%"}]},
            {"id": "C", "kind": "instalment_loan", "balance": {"principal": "200"}, "rate": {"flat_fee": "0.6%/month"}},
            {"id": "D", "kind": "credit_card", "minimum": "cn/usual-10",
             "balances": [{"kind": "purchases", "principal": "100", "rate": "18%"},
                          {"kind": "cash_advance", "principal": "40", "rate": "0.05%/day"}]},
        ],
        "reason": {"code": "unemployment", "since": "2026-08-20", "expected_end": "2027-05-31", "note": ""},
        "acts": [{"kind": "part_payment", "on": "2026-10-12", "amount": "30", "note": ""},
                 {"kind": "contact", "on": "2026-11-01"}],
        "willing": None,
        "limits": {"max_months": 24, "step_share": "50%", "settlement_floor": "40%",
                   "programmes": ["cn.personalised_instalment"]},
    }  # fmt: skip


def debt_words():
    return {
        "id": "A", "currency": "CNY", "principal": "1000", "interest": "16.20", "penalty": "5.40", "fees": "1",
        "rate": "0.05%/day", "days_past_due": 75, "due_day": 20,
        "minimum": rp.Minimum(purchases="10%", interest="100%"), "late_fee": {"share": "5%", "floor": "10"},
        "credit_limit": "900", "flags": ("priority",),
        "day_count": "actual/365", "compounding": "none", "creditor": "Bank A", "kind": "credit_card",
        "contractual_payment": "80", "instalments_left": 12, "arrears": "100", "balances": None,
    }  # fmt: skip


def debt(**more):
    words = {"id": "A", "currency": "CNY", "principal": "1000", "interest": "16.20", "rate": "12%", "due_day": 20}
    return rp.Debt(**(words | more))


def plan(random=None, **terms):
    given = random.choice(PLANS) if random else {"instalments": 3}
    return rp.schedule(debt(), rp.Terms(**(given | terms)), as_of=AS_OF)


PLANS = (
    {"instalments": 3},
    {"instalments": 4, "treatment": {"interest": [rp.Window("2027-01-10", "2027-02-10", "pause")]}, "rate": "5%"},
    {"instalments": 3, "shape": rp.shapes.Steps([(2, "300")]), "every": (30, "days"), "write_down": "10"},
    {"shape": rp.shapes.FixedAmount("400"), "fee_per_instalment": "1", "down_payment": "50"},
    {"instalments": 3, "conventions": rp.Conventions.named("textbook"), "every": "fortnight"},
    {"instalments": 6, "shape": rp.shapes.Holiday(2), "treatment": {"interest": "capitalise", "penalty": "defer"}},
)
HOME = rp.Household(
    currency="CNY", cash="500", incomes=[rp.Income("wage", "1500")], spending=[rp.Spending("all", "900")]
)


@cache
def documents():
    """One of each document that reads back."""
    made = plan()
    ledger = rp.Ledger(made, [rp.Payment("100", on="2026-12-20", id="one", note="by hand")], late_fees=True, grace=2)
    log = ContactLog("cn", "creditor", "Asia/Shanghai", ["2026-11-25T10:00+08:00", {"at": "2026-11-26T10:00+08:00"}])
    return {
        "plan": [rp.schedule(debt(), rp.Terms(**terms), as_of=AS_OF).to_dict() for terms in PLANS]
        + [made.re_age(on="2027-01-20", instalments=4, interest="spread").to_dict()],
        "menu": [rp.advise(rp.Case.from_dict(small_case())).to_dict()],
        "ledger": [ledger.to_dict("2027-02-01")],
        "promise": [rp.Promise("20", due="2027-03-15T09:00", zone="Asia/Shanghai", now="2027-03-12T10:00").to_dict()],
        "log": [log.to_dict()],
    }


def small_case():
    wage, rent = {"name": "wage", "amount": "900", "evidence": "verified"}, {"name": "rent", "amount": "700"}
    household = {"cash": "50", "keep_back": "20", "reserve": "0", "incomes": [wage], "spending": [rent]}
    owed = [{"id": name, "kind": "credit_card", "balance": {"principal": sum_}, "rate": rate, "days_past_due": 40}
            for name, sum_, rate in (("A", "600", "18%"), ("B", "300", "0%"))]  # fmt: skip
    return {"schema": "repayplan/case-1", "as_of": AS_OF, "currency": "CNY", "household": household, "debts": owed,
            "limits": {"max_months": 12}}  # fmt: skip


# --- documents


def case(random):
    rp.Case.from_dict(spoilt(random.choice(cases()), random)).to_dict()


def case_and_menu(random):
    """A case that was let in can be worked out, printed, written, checked."""
    read = rp.Case.from_dict(spoilt(random.choice((small_case(), small_case(), full_case())), random, most=2))
    read.assess().text("zh")
    menu = rp.advise(read)
    (menu.text("zh") + menu.html()).encode()
    assert rp.verify(menu.to_dict()) == []


def reading(kind, read):
    return lambda random: read(spoilt(random.choice(documents()[kind]), random))


def checking(random):
    """The checker raises nothing, whatever it is given."""
    document = spoilt(random.choice(random.choice(list(documents().values()))), random)
    assert isinstance(rp.verify(document), list)


def explaining(random):
    document = spoilt(random.choice(documents()["plan"]), random) if random.random() < 0.5 else documents()["plan"][0]
    path = random.choice(("rows[1].parts.interest.accrued", "instalment", "totals.paid", "rows[0].due", "rows[2].days"))
    rp.explain(document, rubbish(random) if random.random() < 0.3 else path)


def file_text(random):
    """A file: a document with rubbish in it, or bytes that are none."""
    kind = random.choice((".json", ".json", ".toml", ".txt", ".JSON"))
    text = json.dumps(spoilt(random.choice(cases()), random, plain_rubbish), indent=random.choice((None, 1)))
    if kind == ".toml":
        text = random.choice(sorted(Path(rp.__file__).parent.glob("cases/samples/*.toml"))).read_text("utf-8")
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.randint(0, 3)):
        k = random.randrange(len(content))
        content[k : k + random.randint(0, 2)] = random.choice(INK)
    return kind, bytes(content)


INK = (
    b"", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"{", b"]" * 9, b"[" * 50_000, b'{"a":' * 50_000,
    b"a = " + b"[" * 50_000, b"NaN", b"-Infinity", b"9" * 5000, b"1e999999999", b'"as_of": 1,', b"\\ud800", b"\r",
    b"\xfe\xff", b"x = 0x" + b"f" * 9000, b"'''", b"1979-05-27T07:32:00Z", b"inf", b"[[debts]]", b"# ",
)  # fmt: skip


def loading(random):
    kind, content = file_text(random)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"case{kind}")
        file.write_bytes(content)
        rp.load_case(file)


def loading_from(random):
    """A path that is none: the errors of the system are its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(Path(folder, "case.json"))
        path = random.choice((rubbish(random), Path(folder, "case.json"), "no such.toml", f"{folder}/\x00.toml"))
        with suppress(OSError):
            rp.load_case(path)


# --- calls


def calling(function, *, most=2, **usual):
    """A call in which up to ``most`` arguments are rubbish, or are usual ones spoilt."""

    def door(random):
        words = {
            name: copy.deepcopy(value) if isinstance(value, (list, dict)) else value for name, value in usual.items()
        }
        for name in random.sample(sorted(words), min(len(words), random.randint(1, most))):
            spoil = isinstance(words[name], (list, dict)) and words[name] and random.random() < 0.5
            words[name] = spoilt(words[name], random) if spoil else rubbish(random)
        function(**words)

    door.usual = lambda: function(**usual)
    return door


def terms(random):
    words = {name: rubbish(random) for name in random.sample(TERMS, random.randint(1, 2))}
    given = random.choice(PLANS)
    rp.schedule(debt(), rp.Terms(**(given | words)), as_of=random.choice((AS_OF, AS_OF, rubbish(random)))).to_dict()


TERMS = ("instalments", "first_due", "every", "shape", "treatment", "rate", "write_down", "order", "conventions",
         "fee_per_instalment", "down_payment", "calendar", "shift")  # fmt: skip


def shapes(random):
    name, words = random.choice(SHAPES)
    made = getattr(rp.shapes, name)(**{word: rubbish(random) for word in words})
    rp.schedule(debt(), rp.Terms(instalments=random.choice((None, 3, 12)), shape=made), as_of=AS_OF).to_dict()


SHAPES = (("Balloon", ("final", "amortised_over")), ("FixedAmount", ("amount",)), ("GivenAmounts", ("amounts",)),
          ("Holiday", ("first",)), ("InterestGrace", ("first",)), ("InterestOnly", ("first",)), ("Level", ("amount",)),
          ("Residual", ("amount",)), ("Seasonal", ("weights",)), ("Settlement", ("amount",)),
          ("Steps", ("steps", "then")), ("Weights", ("weights",)), ("Contract", ("paid",)))  # fmt: skip


def changes(random):
    made, word = plan(random), random.choice(("re_age", "re_amortise"))
    words = {"on": "2027-01-20", "instalments": 4, "interest": "spread", "paid": [("2026-12-20", "10")]}
    words |= {name: rubbish(random) for name in random.sample(sorted(words), random.randint(1, 2))}
    getattr(made, word)(**{k: v for k, v in words.items() if word == "re_age" or k != "instalments"}).to_dict()


def rules(random):
    book = rp.rulebook(random.choice(("cn", "us", "uk-ew", rubbish(random))))
    found = book.on(random.choice((AS_OF, rubbish(random))))
    found[random.choice((rubbish(random), "contact.hours.closed_from"))]


def after(random):
    paid = [
        rp.Payment(
            **({"amount": "10", "on": "2026-12-20"} | {random.choice(("amount", "on", "debt")): rubbish(random)})
        )
    ]
    rp.replan(plan(random), paid, as_of=random.choice(("2027-01-25", rubbish(random))), home=HOME).to_dict()


def promises(random):
    words = {"amount": "20", "due": "Wednesday 15:00", "now": "2026-11-24T10:00+08:00", "zone": "Asia/Shanghai",
             "currency": "CNY", "note": "", "debt": "A"}  # fmt: skip
    words |= {name: rubbish(random) for name in random.sample(sorted(words), random.randint(1, 2))}
    promise = rp.Promise(**words)
    promise.to_dict()
    promise.check(HOME, as_of=random.choice(("2026-11-24", rubbish(random)))).text("zh")
    promise.reminder(rules=random.choice(("cn", rubbish(random))))


def household(random):
    words = copy.deepcopy(full_case()["household"])
    spoil = spoilt(words, random)
    home = rp.Household(currency="CNY", **{name: spoil.get(name) for name in words})
    home.surplus(
        random.choice(("2026-12", "8999-01", rubbish(random))), months=random.choice((1, 12, 600, rubbish(random)))
    )


METHODS = ("us-actuarial", "eu", "uk", "cn-simple", "cn-compound")

# --- columns


def columns(name, **usual):
    """A function of columns whose cells, columns or words are rubbish."""

    def door(random):
        words = {key: list(value) if isinstance(value, list) else value for key, value in usual.items()}
        key = random.choice(sorted(words))
        if isinstance(words[key], list) and random.random() < 0.7:
            words[key][random.randrange(len(words[key]))] = rubbish(random)
        else:
            words[key] = array(random) if random.random() < 0.5 else rubbish(random)
        if random.random() < 0.5 and name not in ("stage", "judge"):
            words["errors"] = "column"
        getattr(rp.columns, name)(**words)

    door.usual = lambda: getattr(rp.columns, name)(**usual)
    return door


def array(random):
    """A column of numpy, pandas, polars or Arrow, of any type."""
    import numpy as np

    made = random.choice(ARRAYS)(np)
    maker = random.choice((None, "pandas", "polars", "pyarrow"))
    if maker is None:
        return made
    try:
        library = __import__(maker)
        if maker == "polars":
            return library.Series("x", made)
        return library.Series(made) if maker == "pandas" else library.array(made)
    except Exception:  # what no library can hold is no input of ours
        return made


ARRAYS = (
    lambda np: np.array([1, 2]), lambda np: np.array([1.5, float("nan")]), lambda np: np.array([-1, 2**62]),
    lambda np: np.array([2**63, 1], dtype=np.uint64), lambda np: np.array([True, False]),
    lambda np: np.array(["5%", SURROGATE]), lambda np: np.array(["2026-12-01", "NaT"], dtype="datetime64[D]"),
    lambda np: np.array([1 + 2j, 3]), lambda np: np.zeros((2, 2)), lambda np: np.array(5), lambda np: np.array([]),
    lambda np: np.array([None, object()], dtype=object), lambda np: np.array([1e300, -1e300]),
    lambda np: np.array([1, 2], dtype="timedelta64[D]"), lambda np: np.array([(1, 2.0), (3, 4.0)], dtype="i4,f8"),
    lambda np: np.array([b"x", b"y"]), lambda np: np.array([1, 2], dtype=np.float16),
    lambda np: np.ma.masked_array([1, 2], mask=[0, 1]), lambda np: np.array([Decimal("1.5"), 10**40], dtype=object),
    lambda np: np.array([1, 2], dtype=">i4"), lambda np: np.array([1, 2, 3]),
)  # fmt: skip


def frames(random):
    """A frame of rubbish columns, by each function that takes one, through the Arrow door too."""
    import numpy as np

    name, words = random.choice(FRAMES)
    frame = {key: array(random) if random.random() < 0.3 else np.array(value) for key, value in words.items()}
    make = random.choice(("pandas", "polars", "pyarrow", None))
    if make is None:
        made = rubbish(random)
        if made is None:  # no frame: the call is one of columns
            return
    else:
        try:
            library = __import__(make)
            made = library.table(frame) if make == "pyarrow" else library.DataFrame(frame)
        except Exception:
            return
    more = {"currency": "CNY"} if name != "stage" else {}
    if random.random() < 0.3:
        more[random.choice(("names", "keep"))] = rubbish(random)
    if make == "pyarrow" and random.random() < 0.5:
        door = rp.columns.door(name, **more)
        for batch in made.to_batches():
            door(batch)
    else:
        getattr(rp.columns, name)(made, **more)


FRAMES = (
    ("level", {"principal": [100, 200], "annual_rate": [0.1, 0.2], "instalments": [3, 4]}),
    ("stage", {"days_past_due": [0, 75]}),
    ("concession", {"principal": [100, 200], "annual_rate": [0.1, 0.2], "payment": [9, 9], "most_months": [24, 24]}),
)


def advising(random):
    """The three frames of ``columns.advise``, as plain columns."""
    debts = {"case": ["1", "1"], "id": ["A", "B"], "principal": ["100", "50"], "rate": ["10%", "0%"]}
    lines = {"case": ["1", "1"], "name": ["wage", "rent"], "amount": ["90", "40"], "ledger": ["income", "spending"]}
    homes = {"case": ["1"], "cash": ["5"]}
    for frame in random.sample((debts, lines, homes), random.randint(1, 2)):
        key = random.choice(sorted(frame))
        frame[key] = [random.choice(random.choice((NUMBERS, TEXTS, DAYS))), *frame[key][1:]]
    rp.columns.advise(debts=debts, lines=lines, households=homes, currency="CNY", as_of=AS_OF, errors="column")


EQUAL = {"principal": ["100", "250.50"], "annual_rate": ["12%", "0%"], "instalments": [3, 12], "currency": "CNY"}
USUAL_DATES = {"as_of": AS_OF, "first_due": "2026-12-20", "every": "month", "day_count": "actual/365"}

DOORS = {
    "Case.from_dict": case,
    "Case.from_dict, advise": case_and_menu,
    "load_case": loading,
    "load_case, paths": loading_from,
    "Plan.from_dict": reading("plan", rp.Plan.from_dict),
    "Menu.from_dict": reading("menu", rp.Menu.from_dict),
    "Ledger.from_dict": reading("ledger", rp.Ledger.from_dict),
    "Promise.from_dict": reading("promise", rp.Promise.from_dict),
    "ContactLog.from_dict": reading("log", ContactLog.from_dict),
    "Debt.from_dict": lambda random: rp.Debt.from_dict(spoilt(random.choice(full_case()["debts"]), random), "CNY"),
    "Terms.from_dict": lambda random: rp.Terms.from_dict(spoilt(random.choice(documents()["plan"])["terms"], random)),
    "verify": checking,
    "explain": explaining,
    "Debt": calling(rp.Debt, **debt_words()),
    "Household": household,
    "Minimum": calling(rp.Minimum, purchases="10%", interest="100%", floor="5", cap="100", unit="1", rounding="up"),
    "Minimum, greater of": calling(rp.Minimum, greater_of=[{"balance": "5%"}, {"amount": "9"}], floor="5"),
    "Conventions": calling(rp.Conventions, interest_rounding="half-up", unit="0.05", balance="rounded",
                           rate_compounding="monthly", larger_last="5%", remainder="last", shape=None),
    "Conventions.named": lambda random: rp.Conventions.named(rubbish(random)),
    "Window": calling(rp.Window, start="2027-01-01", end="2027-02-01", treatment="pause"),
    "Calendar": calling(rp.Calendar, holidays=["2027-01-01"], working=["2027-01-02"], weekend=[5, 6]),
    "Terms, schedule": terms,
    "shapes": shapes,
    "re_age, re_amortise": changes,
    "forecast": calling(rp.forecast, debt=debt(minimum={"balance": "5%", "floor": "10"}), as_of=AS_OF,
                        first_due="2026-12-20", rules="cn"),
    "card_path": calling(rp.card_path, balances=debt(minimum={"balance": "5%", "floor": "10"}), minimum=None,
                         as_of=AS_OF, first_due="2026-12-20", first="lowest rate", base="due", payment="100"),
    "pay_off": calling(rp.pay_off, debts=[debt(), debt(id="B")], budget="200", as_of=AS_OF, own_order=["A", "B"]),
    "agreement": calling(rp.agreement, plan=plan(), rules="cn", on=AS_OF, able="no", willing="willing", says=[]),
    "judge": calling(rp.judge, plans=(plan(),), home=HOME),
    "size": calling(rp.size, home=HOME, start="2026-12", months=12, shape="rising", income_fall="10%", cost="5",
                    step="10", ledger="declared"),
    "stress": calling(rp.stress, plans=(plan(),), home=HOME, falls=["10%"], out=[1, 3], costs=["5"], points=["1%"],
                      paths=50, seed=1, model=None),
    "concession": calling(rp.concession, case=rp.Case.from_dict(small_case()), order=["months", "rate"], months=12,
                          ledger="declared", strict=False),
    "advise": calling(rp.advise, case=rp.Case.from_dict(small_case()), choose="best"),
    "rulebook": rules,
    "Promise": promises,
    "Payment, replan": after,
    "Ledger": calling(rp.Ledger, plans=plan(), payments=[rp.Payment("10", on="2026-12-20")], late_fees=False, grace=0),
    "contact": calling(rp.contact, rules="cn", role="creditor", at="2026-11-25T10:00+08:00", zone="Asia/Shanghai",
                       log=["2026-11-24T10:00+08:00"], channel="call", purpose="collection", debt="A",
                       moratorium=False, agreement=False, house=False, calendar=None, kind="credit_card", to="debtor"),
    "accrue": calling(rp.accrue, principal="1000", rate="0.05%/day", days=24, currency="CNY", rounding="half-up"),
    "accrue, dated": calling(rp.accrue, principal="1000", rate="5%", start=AS_OF, end="2026-12-31",
                             payments=[("2026-12-10", "5")], due="2026-12-20", base="whole bill"),
    "daily_balances": calling(rp.daily_balances, opening="100", movements=[("2026-12-10", "5")], start=AS_OF,
                              end="2026-12-31", currency="CNY"),
    "level_instalment": calling(rp.level_instalment, principal="1000", rate="5%", instalments=36, rounding="up"),
    "months_to_clear": calling(rp.months_to_clear, principal="1000", rate="20%", payment="50", currency="CNY"),
    "principal_cleared": calling(rp.principal_cleared, payment="50", rate="20%", instalments=12, currency="CNY"),
    "share": calling(rp.share, total="160", weights=["4550", "6700"], currency="CNY", floors=["1", "1"]),
    "irr": calling(rp.irr, flows=["-100", "50", "60"]),
    "apr": lambda random: calling(rp.apr, advances=[("2026-12-01", "100")], payments=[("2027-06-01", "105")],
                                  method=random.choice(METHODS))(random),
    "fee_to_rate": calling(rp.fee_to_rate, fee="0.6%/month", instalments=12, method="cn-simple"),
    "stage": lambda random: rp.stage(rubbish(random)),
    "year_fraction": calling(rp.year_fraction, start="2012-01-12", end="2012-03-15", unit="month"),
    "columns.level": columns("level", **EQUAL, **USUAL_DATES),
    "columns.totals": columns("totals", **EQUAL, instalment=["40", "30"], interest=["1", "0"], treatment={}),
    "columns.schedule": columns("schedule", **EQUAL, instalment=["40", "30"], account=["a", "b"], by="account",
                                amounts=["payment", "closing"]),
    "columns.minimum_path": columns("minimum_path", principal=["100", "200"], annual_rate=["12%", "0%"],
                                    minimum={"balance": "5%", "floor": "10"}, currency="CNY", most_months=600),
    "columns.concession": columns("concession", principal=["100", "200"], annual_rate=["12%", "0%"],
                                  payment=["9", "9"], most_months=[24, 24], currency="CNY", least_rate="0%"),
    "columns.statement": columns("statement", principal=["100", "200"], minimum={"balance": "5%"}, currency="CNY",
                                 interest=["1", "2"], arrears=["5", "0"], days_past_due=[10, 0]),
    "columns.stage": columns("stage", days_past_due=[0, 75]),
    "columns.judge": columns("judge", cash=["5", "6"], income=[["50", "50"]], spending=[["40", "30"]],
                             payment=[["5", "30"]], currency="CNY", months=1),
    "columns.irr": columns("irr", flows=[["-100", "50", "60"], ["-100", "105"]]),
    "columns.apr": columns("apr", advances=[["2026-12-01", ["100", "90"]]], payments=[["2027-06-01", "105"]],
                           method="eu"),
    "columns.advise": advising,
    "frames and the Arrow door": frames,
}  # fmt: skip


def deepest():
    """Documents that are only large or deep, each for every reader of documents."""
    return (nested(), nested(key="a"), [None] * LONG, {"schema": "repayplan/case-1", "debts": nested()})


__all__ = ["DOORS", "REFUSALS", "date", "deepest", "knocked"]
