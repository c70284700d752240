"""Each refusal of terms says in one sentence where, what, what was expected, and what to do."""

import pytest

import repayplan as rp
from repayplan.terms.shape import Setting
from repayplan.terms.shapes import KINDS, read_shape
from tests.refused import sentence

DECIMAL = 'expected a decimal number; write it like "1234.50"'
WHOLE_CENTS = "expected whole minor units of CNY (2 decimals); round it yourself first"
SHAPES = ", ".join(sorted(KINDS))


def terms(**given):
    return lambda: rp.Terms(**({"instalments": 3} | given))


def on(shape, count=3):
    """The asks of a shape over so many due dates."""
    return lambda: shape.asks(Setting([None] * count, "CNY", 1000, "up"))


def treated(component, how):
    return terms(treatment={component: how})


def checked(**given):
    return lambda: rp.Terms(**({"instalments": 3} | given)).check("CNY")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        # terms
        (terms(conventions="us-loan"), "conventions: got 'us-loan', expected rp.Conventions; "
                                       'as in rp.Conventions.named("us-loan")'),
        (terms(first_due="x"), "first_due: got 'x', expected a day; write it like \"2026-12-31\""),
        (terms(every="moon"), "every: got 'moon', expected a word of every, or (k, \"days\"); did you mean 'month'?"),
        (terms(rate=[]), "rate: got [], expected at least one step"),
        (terms(order="x"), "order: got 'x', expected a list of the four components, each once"),
        (terms(calendar="cn"), "calendar: got 'cn', expected rp.Calendar; as in rp.Calendar(holidays=[...])"),
        (terms(shift="follow"), "shift: got 'follow', expected one of the known words; did you mean 'following'?"),
        (terms(write_down="x"), f"write_down: got 'x', {DECIMAL}"),
        (terms(write_down={"penalty": "x"}), f"write_down.penalty: got 'x', {DECIMAL}"),
        (terms(write_down={"penalt": "1"}), "write_down.penalt: got '1', expected a known key; "
                                            "did you mean 'penalty'?"),
        (terms(down_payment="x"), f"down_payment: got 'x', {DECIMAL}"),
        (terms(fee_per_instalment="x"), f"fee_per_instalment: got 'x', {DECIMAL}"),
        (terms(instalments=None), "instalments: got None, expected how many instalments; "
                                  "give a number, or a fixed amount until paid"),
        (terms(instalments=3661), "instalments: got 3661, expected a whole number from 1 to 3660"),
        (terms(shape=rp.shapes.GivenAmounts(["1"])), "instalments: got 3, expected 1, as many as the shape has; "
                                                     "leave it out"),
        (terms(shape="levels"), "shape.kind: got 'levels', expected a shape; did you mean 'level'?"),
        (terms(treatment="waive"), "treatment: got 'waive', expected a mapping of names to values"),
        (checked(down_payment="0.001"), f"down_payment: got '0.001', {WHOLE_CENTS}"),
        (checked(write_down="0.001"), f"write_down: got '0.001', {WHOLE_CENTS}"),
        (checked(write_down={"fees": "0.001"}), f"write_down.fees: got '0.001', {WHOLE_CENTS}"),
        (checked(shape=rp.shapes.Level("0.001")), f"shape.amount: got '0.001', {WHOLE_CENTS}"),
        (checked(shape=rp.shapes.Steps([(1, "1"), (1, "0.001")])), f"shape.steps[1][1]: got '0.001', {WHOLE_CENTS}"),
        (checked(shape=rp.shapes.Steps([(1, "1")], "0.001")), f"shape.then: got '0.001', {WHOLE_CENTS}"),
        (checked(instalments=2, shape=rp.shapes.GivenAmounts(["1", "0.001"])), "shape.amounts[1]: got '0.001', "
                                                                               f"{WHOLE_CENTS}"),
        (lambda: rp.Terms.from_dict({"instalment": 3}), "instalment: got 3, expected a known key; "
                                                        "did you mean 'instalments'?"),
        (lambda: rp.Terms.from_dict({"instalments": 3, "conventions": {"units": 1}}), "conventions.units: got 1, "
                                                                                     "expected a known key; "
                                                                                     "did you mean 'unit'?"),
        (lambda: rp.Terms.from_dict({"instalments": 3, "calendar": {"holiday": []}}), "calendar.holiday: got [], "
                                                                                     "expected a known key; "
                                                                                     "did you mean 'holidays'?"),
        # treatment
        (treated("interest", "wave"), "treatment.interest: got 'wave', expected a treatment; did you mean 'waive'?"),
        (treated("interest", 3), "treatment.interest: got 3, expected a mapping of names to values"),
        (treated("interest", {"open": "waive"}), "treatment.interest.open: got 'waive', expected a known key; "
                                                 "did you mean 'opening'?"),
        (treated("fees", {"opening": "pause"}), "treatment.fees.opening: got 'pause', expected a treatment of this part; "
                                                "use one of: capitalise, collect, defer, spread, waive"),
        (treated("fees", {"accrual": "runs"}), "treatment.fees.accrual: got 'runs', expected a treatment of this part; "
                                               "did you mean 'run'?"),
        (treated("principal", "capitalise"), "treatment.principal: got {'opening': 'capitalise', 'accrual': "
                                             "'capitalise'}, expected a treatment of principal, which has an opening "
                                             "part alone; use one of: collect, spread, defer, waive"),
        (treated("principal", "pause"), "treatment.principal: got {'opening': 'collect', 'accrual': 'pause'}, expected "
                                        "a treatment of principal, which has an opening part alone; "
                                        "use one of: collect, spread, defer, waive"),
        (treated("interest", [{"start": "x", "end": "2027-01-01"}]), "treatment.interest.accrual[0].start: got 'x', "
                                                                     'expected a day; write it like "2026-12-31"'),
        (treated("interest", [{"begin": "x"}]), "treatment.interest.accrual[0].begin: got 'x', expected a known key; "
                                                "use one of: end, start, treatment"),
        (
            treated("interest", [rp.Window("2027-01-01", "2027-01-31"), rp.Window("2027-01-31", "2027-02-28")]),
            "treatment.interest.accrual: got '2027-01-31', expected a window that begins after 2027-01-31; "
            "windows may not overlap",
        ),
        (lambda: rp.Window("2027-01-01", "x"), "end: got 'x', expected a day; write it like \"2026-12-31\""),
        (lambda: rp.Window("2027-01-02", "2027-01-01"), "end: got '2027-01-01', expected a day not before 2027-01-02; "
                                                        "swap the two"),
        (lambda: rp.Window("2027-01-01", "2027-01-02", "pose"), "treatment: got 'pose', expected what becomes of new "
                                                                "interest; did you mean 'pause'?"),
        # shapes
        (lambda: rp.shapes.Level("x"), f"amount: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.FixedAmount(), "amount: got None, expected a sum; give the amount to pay each time"),
        (lambda: rp.shapes.FixedAmount("x"), f"amount: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.InterestOnly(0), "first: got 0, expected a whole number from 1 to 3660"),
        (lambda: rp.shapes.Holiday(3661), "first: got 3661, expected a whole number from 1 to 3660"),
        (lambda: rp.shapes.InterestGrace(0), "first: got 0, expected a whole number from 1 to 3660"),
        (lambda: rp.shapes.Steps("x"), "steps: got 'x', expected a list"),
        (lambda: rp.shapes.Steps([]), "steps: got [], expected at least one step"),
        (lambda: rp.shapes.Steps(["x"]), "steps[0]: got 'x', expected a pair of how many instalments and a sum"),
        (lambda: rp.shapes.Steps([(1, "1", 2)]), "steps[0]: got (1, '1', 2), expected a pair of how many instalments and "
                                                 "a sum"),
        (lambda: rp.shapes.Steps([(1, "x")]), f"steps[0][1]: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Steps([(0, "1")]), "steps[0][0]: got 0, expected a whole number from 1 to 3660"),
        (lambda: rp.shapes.Steps([(3661, "1")]), "steps[0][0]: got 3661, expected a whole number from 1 to 3660"),
        (lambda: rp.shapes.Steps([(1, "1")], "x"), f"then: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Seasonal("x"), "weights: got 'x', expected a list"),
        (lambda: rp.shapes.Seasonal([-1] * 12), "weights[0]: got -1, expected a whole number from 0 to 1000000"),
        (lambda: rp.shapes.Seasonal([1] * 11 + [10**6 + 1]), "weights[11]: got 1000001, expected a whole number from 0 "
                                                             "to 1000000"),
        (lambda: rp.shapes.Seasonal([1]), "weights: got [1], expected twelve weights, January to December, not all zero"),
        (lambda: rp.shapes.Seasonal([0] * 12), "weights: got [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], expected twelve "
                                               "weights, January to December, not all zero"),
        (lambda: rp.shapes.Balloon(), "final: got None, expected a sum, or amortised_over in its place; say by how much "
                                      "the last instalment exceeds the others, or over how many the sum is solved"),
        (lambda: rp.shapes.Balloon("5", 3), "final: got '5', expected a sum, or amortised_over in its place; say by how much the last instalment exceeds the others, or over how many the sum is solved"),
        (lambda: rp.shapes.Weights([1] * 3661), f"weights: got [{'1, ' * 19}1…, expected one to 3660 weights, not all zero"),
        (lambda: rp.shapes.Weights([1, -1]), "weights[1]: got -1, expected a weight from 0 to 1000000"),
        (lambda: rp.shapes.Balloon("x"), f"final: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Balloon(amortised_over=0), "amortised_over: got 0, expected a whole number from 1 to 3660"),
        (lambda: rp.shapes.Balloon(amortised_over=3661), "amortised_over: got 3661, expected a whole number from 1 to "
                                                         "3660"),
        (lambda: rp.shapes.Residual(), "amount: got None, expected a sum; say what is left standing after the last "
                                       "instalment"),
        (lambda: rp.shapes.Residual("x"), f"amount: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Weights("x"), "weights: got 'x', expected a list"),
        (lambda: rp.shapes.Weights(["x"]), f"weights[0]: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Weights([1, "1000001"]), "weights[1]: got '1000001', expected a weight from 0 to 1000000"),
        (lambda: rp.shapes.Weights([0, "0"]), "weights: got [0, '0'], expected one to 3660 weights, not all zero"),
        (lambda: rp.shapes.Weights([]), "weights: got [], expected one to 3660 weights, not all zero"),
        (lambda: rp.shapes.GivenAmounts("x"), "amounts: got 'x', expected a list"),
        (lambda: rp.shapes.GivenAmounts([]), "amounts: got [], expected at least one sum"),
        (lambda: rp.shapes.GivenAmounts(["1", "x"]), f"amounts[1]: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Settlement("x"), f"amount: got 'x', {DECIMAL}"),
        (lambda: rp.shapes.Contract("no"), "paid: got 'no', expected True or False"),
        (on(rp.shapes.Level("0.001")), f"shape.amount: got '0.001', {WHOLE_CENTS}"),
        (on(rp.shapes.FixedAmount("0.001")), f"shape.amount: got '0.001', {WHOLE_CENTS}"),
        (on(rp.shapes.Steps([(1, "0.001")])), f"shape.steps[0][1]: got '0.001', {WHOLE_CENTS}"),
        (on(rp.shapes.Steps([(1, "1")], "0.001")), f"shape.then: got '0.001', {WHOLE_CENTS}"),
        (lambda: rp.shapes.Residual("0.001").left(Setting([], "CNY", 0, "up")), f"shape.amount: got '0.001', {WHOLE_CENTS}"),
        (on(rp.shapes.Balloon("0.001")), f"shape.final: got '0.001', {WHOLE_CENTS}"),
        (on(rp.shapes.GivenAmounts(["0.001"])), f"shape.amounts[0]: got '0.001', {WHOLE_CENTS}"),
        (on(rp.shapes.InterestOnly(3)), "shape.first: got 3, expected fewer than the 3 instalments; "
                                        "ask for more instalments"),
        (on(rp.shapes.Holiday(4)), "shape.first: got 4, expected fewer than the 3 instalments; ask for more instalments"),
        (on(rp.shapes.InterestGrace(3)), "shape.first: got 3, expected fewer than the 3 instalments; "
                                         "ask for more instalments"),
        (on(rp.shapes.Balloon(amortised_over=2)), "shape.amortised_over: got 2, expected at least the 3 instalments"),
        (lambda: read_shape({"kind": "level", "amont": 1}, "shape"), "shape.amont: got 1, expected a known key; "
                                                                     "did you mean 'amount'?"),
        (lambda: read_shape({"kind": ["level"]}, "shape"), "shape.kind: got ['level'], expected a shape; did you mean 'level'?"),
        (lambda: read_shape({"kind": 3}, "shape"), f"shape.kind: got 3, expected a shape; use one of: {SHAPES}"),
        (lambda: read_shape("level", "shape"), "shape.kind: got 'level', expected a shape; did you mean 'level'?"),
        (lambda: read_shape({}, "shape"), f"shape.kind: got None, expected a shape; use one of: {SHAPES}"),
        (lambda: read_shape(3, "shape"), f"shape.kind: got 3, expected a shape; use one of: {SHAPES}"),
        # conventions
        (lambda: rp.Conventions(balance="round"), "balance: got 'round', expected one of the known words; "
                                                  "did you mean 'rounded'?"),
        (lambda: rp.Conventions(rate_compounding="year"), "rate_compounding: got 'year', expected one of the known "
                                                          "words; use one of: annual, monthly, quarterly, semi-annual"),
        (lambda: rp.Conventions(interest_rounding=None), "interest_rounding: got None, expected one of the known words; "
                                                         "use one of: down, half-down, half-even, half-up, up"),
        (lambda: rp.Conventions(unit="0"), "unit: got '0', expected an amount above zero; "
                                           "leave it out for the minor unit"),
        (lambda: rp.Conventions(unit="0.001").multiple("CNY"), f"conventions.unit: got '0.001', {WHOLE_CENTS}"),
        (lambda: rp.Conventions(unit="0.00001"), "unit: got '0.00001', expected whole minor units of CLF (4 decimals); "
                                                 "round it yourself first"),
        (lambda: rp.Conventions(shape="x"), f"shape.kind: got 'x', expected a shape; use one of: {SHAPES}"),
        (lambda: rp.Conventions(smoothing={"rounds": 3}, number="kept"), "smoothing: got Smoothing(rounds=3, "
                                                                         "share='0.5'), expected a choice that goes "
                                                                         "with number='kept'; change one of the two"),
        (lambda: rp.Conventions(smoothing={"round": 3}), "smoothing.round: got 3, expected a known key; "
                                                         "did you mean 'rounds'?"),
        (lambda: rp.Conventions(smoothing={"rounds": 0}), "smoothing.rounds: got 0, expected a whole number from 1 to "
                                                          "100"),
        (lambda: rp.Conventions(smoothing={"rounds": 101}), "smoothing.rounds: got 101, expected a whole number from 1 "
                                                            "to 100"),
        (lambda: rp.Conventions(smoothing={"share": "x"}), "smoothing.share: got 'x', expected minor units an "
                                                           "instalment, from 0 to 1000; write it like \"0.5\""),
        (lambda: rp.Conventions(smoothing={"share": "1001"}), "smoothing.share: got '1001', expected minor units an "
                                                              "instalment, from 0 to 1000; write it like \"0.5\""),
        (lambda: rp.Conventions(larger_last="x"), f"larger_last: got 'x', {DECIMAL}"),
        (lambda: rp.Conventions(larger_last="1001%"), "larger_last: got '1001%', expected a share from 0% to 1000%; "
                                                      'write it like "5%"'),
        (lambda: rp.Conventions(larger_last=11), "larger_last: got 11, expected a share from 0% to 1000%; "
                                                 'write it like "5%"'),
        (lambda: rp.Conventions.named("us-lone"), "conventions: got 'us-lone', expected one of the known words; did you mean 'us-loan'?"),
        (lambda: rp.Conventions.named("us-loan", unit="x"), f"unit: got 'x', {DECIMAL}"),
        # working days
        (lambda: rp.Calendar("x"), "holidays: got 'x', expected a list"),
        (lambda: rp.Calendar(["2027-01-01", "x"]), "holidays[1]: got 'x', expected a day; write it like \"2026-12-31\""),
        (lambda: rp.Calendar([], ["x"]), "working[0]: got 'x', expected a day; write it like \"2026-12-31\""),
        (
            lambda: rp.Calendar(["2027-01-02", "2027-01-03"], ["2027-01-03", "2027-01-02"]),
            "working: got '2027-01-02', expected a day that is no holiday; list it once",
        ),
        (lambda: rp.Calendar(weekend=[7]), "weekend[0]: got 7, expected a whole number from 0 to 6"),
        (lambda: rp.Calendar(weekend="x"), "weekend: got 'x', expected a list"),
        (lambda: rp.Calendar(weekend=range(7)), "weekend: got range(0, 7), expected a list"),
        (lambda: rp.Calendar(weekend=[6, 5, 4, 3, 2, 1, 0]), "weekend: got [0, 1, 2, 3, 4, 5, 6], expected a day of the "
                                                             "week on which people work"),
    ],
)  # fmt: skip
def test_a_refusal_says_all_four(call, says):
    assert sentence(call) == says


@pytest.mark.parametrize("kind", [rp.Terms, rp.Conventions, rp.Calendar, rp.Window])
def test_a_document_that_is_none_is_refused_at_the_path_of_the_whole(kind):
    with pytest.raises(rp.InputError) as caught:
        kind.from_dict(3)
    assert (caught.value.path, caught.value.expected) == ("", "a mapping of names to values")
