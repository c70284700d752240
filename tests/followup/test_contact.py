"""Contact rules: the edges of hours, caps and zones, what stands against any contact, and what is not known."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import repayplan as rp
from repayplan.followup.contact import STATES

NEW_YORK = "America/New_York"
EVENING = "2026-11-25T15:00:00"
HOURS = ("contact.hours.closed_from", "contact.hours.closed_until")


def asked(rules, at, role=None, log=(), **more):
    return rp.contact(
        rules=rules, role=role or ("third party" if rules == "us" else "creditor"), log=log, at=at, **more
    )


def moment(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("rules", "zone", "hour", "outcome", "rule"),
    [
        ("cn", "+08:00", "07:59:59", "outside", HOURS[1]),
        ("cn", "+08:00", "08:00:00", "within", HOURS[0]),
        ("cn", "+08:00", "21:00:00", "within", HOURS[0]),
        ("cn", "+08:00", "21:59:59.999999", "within", HOURS[0]),
        ("cn", "+08:00", "22:00:00", "outside", HOURS[0]),
        ("cn", "+08:00", "00:00:00", "outside", HOURS[1]),
        ("us", "-05:00", "07:59:59", "outside", HOURS[1]),
        ("us", "-05:00", "08:00:00", "within", HOURS[0]),
        ("us", "-05:00", "21:00:00", "within", HOURS[0]),
        ("us", "-05:00", "21:00:01", "outside", HOURS[0]),
        ("in", "+05:30", "19:00:00", "within", HOURS[0]),
        ("in", "+05:30", "19:00:01", "outside", HOURS[0]),
    ],
)
def test_the_edges_of_hours(rules, zone, hour, outcome, rule):
    found = asked(rules, f"2026-11-25T{hour}{zone}")
    assert (found.outcome, found.rule) == (outcome, rule)
    assert isinstance(found, rp.Finding) and found.kind and found.status == "secondary"
    assert outcome in found.code


def test_the_next_open_time_is_the_first_one():
    late = asked("cn", "2026-11-25T22:00+08:00")
    assert late.next == moment("2026-11-26T08:00+08:00")
    assert asked("cn", late.next).outcome == "within"
    assert asked("cn", late.next - timedelta(microseconds=1)).outcome == "outside"
    assert asked("cn", "2026-11-26T03:00+08:00").next == late.next
    open_now = asked("cn", "2026-11-25T21:30+08:00")
    assert open_now.outcome == "within" and open_now.next == open_now.at


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        # The night in which the clock is put forward is an hour shorter, the other an hour longer.
        ("2027-03-13T21:30", "2027-03-14T08:00"),
        ("2026-10-31T21:30", "2026-11-01T08:00"),
    ],
)
def test_both_clock_changes(at, opens):
    found = asked("us", at, zone=NEW_YORK)
    zone = ZoneInfo(NEW_YORK)
    assert found.next == moment(opens).replace(tzinfo=zone)
    passed = found.next.astimezone(UTC) - moment(at).replace(tzinfo=zone).astimezone(UTC)
    assert passed == timedelta(hours=9.5 if at.startswith("2027") else 11.5)
    assert asked("us", f"{opens[:10]}T07:59:59", zone=NEW_YORK).outcome == "outside"
    assert asked("us", opens, zone=NEW_YORK).outcome == "within"


def test_house_windows_that_begin_in_an_hour_that_is_skipped_open_when_the_clock_goes_on():
    house = {"windows": [["02:30", "09:00"]]}
    gates = asked("us", "2027-03-14T01:59:00-05:00", zone=NEW_YORK, house=house)
    assert gates.next == moment("2027-03-14T08:00-04:00")
    from repayplan.followup.hours import Clock, Window

    half_past_two = Clock(
        ZoneInfo(NEW_YORK), lambda day: (Window(timedelta(hours=2.5), timedelta(hours=9), True),), None
    )
    assert half_past_two.next(moment("2027-03-14T01:59:00-05:00")) == moment("2027-03-14T03:00-04:00")
    assert half_past_two.previous(moment("2027-03-14T01:59:00-05:00")) == moment("2027-03-13T09:00-05:00")


def test_an_hour_that_comes_twice_is_open_both_times():
    from repayplan.followup.hours import Clock, Window

    one = Clock(ZoneInfo(NEW_YORK), lambda day: (Window(timedelta(hours=1), timedelta(hours=1.5), True),), None)
    first, second = moment("2026-11-01T01:15-04:00"), moment("2026-11-01T01:15-05:00")
    assert one.holds(first) and one.holds(second)
    assert one.next(moment("2026-11-01T01:31-04:00")) == moment("2026-11-01T01:00-05:00")
    assert one.previous(moment("2026-11-01T03:00-05:00")) == moment("2026-11-01T01:30-05:00")
    assert one.previous(moment("2026-11-01T01:59-04:00")) == moment("2026-11-01T01:30-04:00")


def test_two_zones_have_to_be_open_both():
    zones = [NEW_YORK, "America/Los_Angeles"]
    found = asked("us", "2026-11-25T08:30", zone=zones)
    assert found.outcome == "outside"
    assert found.next == moment("2026-11-25T11:00-05:00")
    assert asked("us", "2026-11-25T21:00", zone=zones).outcome == "within"
    assert asked("us", "2026-11-25T21:30", zone=zones).outcome == "outside"
    assert asked("us", "2026-11-25T21:30", zone="America/Los_Angeles").outcome == "outside"


def test_the_seventh_call_in_seven_days_is_within_and_the_eighth_is_not():
    start = moment("2026-11-20T10:00-05:00")
    calls = [start + timedelta(days=k / 2) for k in range(7)]
    at = "2026-11-25T15:00-05:00"
    assert asked("us", at, log=calls[:6]).outcome == "within"
    eighth = asked("us", at, log=calls)
    assert (eighth.outcome, eighth.rule) == ("outside", "contact.cap.calls_in_7_days")
    assert eighth.numbers["made"] == 7
    # Seven times 24 hours after the first, one is left again.
    assert eighth.next == start + timedelta(hours=168)
    assert asked("us", eighth.next, log=calls).outcome == "within"
    assert asked("us", eighth.next - timedelta(seconds=1), log=calls).outcome == "outside"


def test_calls_that_do_not_count():
    calls = [{"at": f"2026-11-24T{10 + k}:00-05:00", "result": "not connected"} for k in range(7)]
    assert asked("us", "2026-11-25T15:00-05:00", log=calls).outcome == "within"
    calls = [{"at": f"2026-11-24T{10 + k}:00-05:00", "counted": False} for k in range(7)]
    assert asked("us", "2026-11-25T15:00-05:00", log=calls).outcome == "within"
    calls = [{"at": f"2026-11-24T{10 + k}:00-05:00", "debt": "B"} for k in range(7)]
    assert asked("us", "2026-11-25T15:00-05:00", log=calls, debt="A").outcome == "within"
    assert asked("us", "2026-11-25T15:00-05:00", log=calls).outcome == "outside"


def test_168_hours_after_a_conversation_a_call_is_within():
    # Over the change of clocks: hours that pass are counted, not what the clock shows.
    talk = moment("2026-10-28T12:00-04:00")
    log = [{"at": talk, "result": "conversation"}]
    exactly = talk + timedelta(hours=168)
    early = asked("us", exactly - timedelta(seconds=1), log=log, zone=NEW_YORK)
    assert (early.outcome, early.rule, early.next) == ("outside", "contact.cap.days_after_conversation", exactly)
    assert asked("us", exactly, log=log, zone=NEW_YORK).outcome == "within"
    assert str(exactly.astimezone(ZoneInfo(NEW_YORK)).time()) == "11:00:00"


def test_six_unanswered_calls_a_day():
    calls = [f"2026-11-25T{9 + k:02d}:00+08:00" for k in range(6)]
    at = "2026-11-25T15:00+08:00"
    assert asked("cn", at, log=calls[:5]).outcome == "within"
    seventh = asked("cn", at, log=calls)
    assert (seventh.outcome, seventh.rule) == ("outside", "contact.cap.unanswered_a_day")
    assert seventh.next == moment("2026-11-26T08:00+08:00")  # a new day begins at midnight, its hours at eight
    answered = [{"at": call, "result": "answered"} for call in calls]
    assert asked("cn", at, log=answered).outcome == "within"
    assert asked("cn", at, log=[{"at": call, "to": "home"} for call in calls], to="mobile").outcome == "within"


def test_calls_a_week_and_a_month_go_by_the_calendar():
    holidays = rp.Calendar()
    monday = ["2026-11-23T10:00+11:00"] * 3
    third = asked("au", "2026-11-29T10:00+11:00", log=monday, calendar=holidays)
    assert (third.outcome, third.rule) == ("outside", "contact.cap.calls_a_week")
    assert third.next == moment("2026-11-30T07:30+11:00")
    month = [f"2026-11-{day:02d}T10:00+11:00" for day in (2, 3, 4, 9, 10, 11, 16, 17, 18, 23)]
    tenth = asked("au", "2026-11-30T10:00+11:00", log=month, calendar=holidays)
    assert (tenth.rule, tenth.next) == ("contact.cap.calls_a_month", moment("2026-12-01T07:30+11:00"))


def test_hours_of_weekends_holidays_and_channels():
    holidays = rp.Calendar(holidays=["2026-12-25"])

    def outcome(at, **more):
        return asked("au", at, calendar=holidays, **more).outcome

    assert outcome("2026-11-25T07:30+11:00") == "within" == outcome("2026-11-28T09:00+11:00")
    assert outcome("2026-11-28T08:59+11:00") == "outside" == outcome("2026-12-25T10:00+11:00")
    assert outcome("2026-11-25T08:00+11:00", channel="visit") == "outside"
    assert outcome("2026-11-25T17:01+11:00", channel="workplace") == "outside"
    assert asked("au", "2026-12-25T10:00+11:00").code == "contact_unknown_holiday"


@pytest.mark.parametrize("state", ["moratorium", "represented", "opted_out", "agreement"])
@pytest.mark.parametrize("rules", ["cn", "us", "uk", "uk-ew", "eu"])
def test_what_stands_against_any_contact(rules, state):
    found = asked(rules, "2026-11-25T15:00+00:00", **{state: True})
    assert found.outcome == "outside" and found.next is None
    known = {"uk-ew": "moratorium", "us": ("represented", "opted_out"), "cn": "agreement"}.get(rules, ())
    assert (found.rule is not None) == (state in known)
    assert found.kind == "house" or found.rule in sum(STATES.values(), ())


def test_a_moratorium_ends():
    found = asked("uk-ew", "2026-11-25T15:00+00:00", moratorium=("2026-10-01", "2026-11-29"))
    assert found.next == moment("2026-11-30T00:00+00:00")
    assert asked("uk-ew", "2026-11-30T15:00+00:00", moratorium="2026-11-29").outcome == "unknown"
    assert asked("cn", "2026-11-25T15:00+08:00", moratorium="2026-11-25").next == moment("2026-11-26T08:00+08:00")


def test_under_an_agreement_a_reminder_is_no_collection():
    at = "2026-11-25T15:00+08:00"
    assert asked("cn", at, agreement=True).rule == "contact.plan_in_force.collection"
    assert asked("cn", at, agreement=True, purpose="reminder").outcome == "within"


def test_an_opt_out_of_messages_leaves_calls():
    at = "2026-11-25T15:00-05:00"
    assert asked("us", at, opted_out=["message"], channel="message").rule == "contact.opt_out"
    assert asked("us", at, opted_out=["message"]).outcome == "within"


def test_consent_lifts_the_hours_where_the_rule_says_so():
    assert asked("cn", "2026-11-25T23:00+08:00", consent=True).outcome == "within"
    assert asked("us", "2026-11-25T23:00-05:00", consent=True).outcome == "outside"


def test_what_is_not_known_is_unknown():
    assert asked("us", "2026-11-25T15:00-05:00", role="creditor").rule == "contact.original_creditor"
    assert asked("uk", "2026-11-25T15:00+00:00").rule == "contact.hours.basis"
    assert asked("eu", "2026-11-25T15:00+00:00").code == "contact_unknown_hours"
    assert asked("us", "2026-11-25T15:00-05:00", log=None).code == "contact_unknown_log"
    assert asked("us", "2026-11-25T22:00-05:00", log=None).outcome == "outside"
    # Before the guideline there was none; it is in force from 30 January 2026.
    assert asked("cn", "2026-01-29T23:00+08:00").outcome == "unknown"
    assert asked("cn", "2026-01-30T23:00+08:00").outcome == "outside"
    assert asked("cn", "2026-01-29T23:00+08:00", kind="online_loan").status == "unverified"


HOUSE_EDGES = [("09:29:59", 0), ("09:30", 1), ("11:00", 1), ("11:00:01", 0), ("15:00", 1), ("17:00", 1), ("20:30", 1),
               ("20:30:01", 0)]  # fmt: skip


@pytest.mark.parametrize(("hour", "is_open"), HOUSE_EDGES)
def test_windows_of_the_house_are_closed_at_both_ends(hour, is_open):
    found = asked("cn", f"2026-11-25T{hour}+08:00", house=True)
    assert found.outcome == ("within" if is_open else "outside")
    if not is_open:
        assert (found.rule, found.kind) == ("contact.house.windows", "house")


def test_the_house_takes_three_contacts_a_day():
    log = [{"at": f"2026-11-25T{hour}:30+08:00", "channel": "message"} for hour in ("09", "10", "15")]
    assert asked("cn", "2026-11-25T16:00+08:00", log=log[:2], house=True).outcome == "within"
    fourth = asked("cn", "2026-11-25T16:00+08:00", log=log, house=True)
    assert (fourth.rule, fourth.next) == ("contact.house.calls_a_day", moment("2026-11-26T09:30+08:00"))


def test_a_house_rule_never_widens():
    wide = {"windows": [["00:00", "24:00"]], "calls_a_day": 99}
    assert asked("cn", "2026-11-25T22:00+08:00", house=wide).outcome == "outside"
    calls = [f"2026-11-25T{9 + k:02d}:00+08:00" for k in range(6)]
    assert asked("cn", "2026-11-25T15:00+08:00", log=calls, house=wide).rule == "contact.cap.unanswered_a_day"
    night = {"windows": [["23:00", "23:30"]]}
    assert asked("cn", "2026-11-25T15:00+08:00", house=night).code == "contact_outside_ever"


def test_later_entries_of_a_log_do_not_count_and_order_does_not_matter():
    calls = [f"2026-11-25T{9 + k:02d}:00+08:00" for k in range(7)]
    assert asked("cn", "2026-11-25T12:00+08:00", log=calls[::-1]).outcome == "within"
    one, two = (asked("cn", "2026-11-25T20:00+08:00", log=log) for log in (calls, calls[::-1]))
    assert one.to_dict() == two.to_dict() and one.outcome == "outside"


def test_a_contact_is_said_in_both_languages():
    found = asked("cn", "2026-11-25T22:00+08:00")
    assert "2026-11-26 08:00" in found.text() and "industry; secondary" in found.text()
    assert "最早可联系时间为2026-11-26 08:00" in found.text("zh")
    assert found.to_dict()["next"] == "2026-11-26T08:00:00+08:00"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"at": "2026-11-25T15:00"}, "a moment with its time zone"),
        ({"at": "2026-11-25"}, "a day with its hour and time zone"),
        ({"at": "2027-03-14T02:30", "zone": NEW_YORK}, "an hour that the clock of America/New_York shows"),
        ({"zone": "Asia/Shanghi"}, "did you mean 'Asia/Shanghai'"),
        ({"zone": "../etc/passwd"}, "the name of a time zone"),
        ({"role": "debtor"}, "one of the known words"),
        ({"rules": "atlantis"}, "a place with rules"),
        ({"channel": "fax"}, "one of the known words"),
        ({"log": ["2026-11-25T10:00"]}, r"log\[0\]: got"),
        ({"log": [{"at": "2026-11-25T10:00+08:00", "result": "shouted"}]}, r"log\[0\].result"),
        ({"log": [{"when": 1}]}, "log"),
        ({"house": {"windows": [["11:00", "09:30"]]}}, "house"),
        ({"rules": "us", "house": True}, "a place whose pack has a house rule"),
        ({"represented": "no"}, "true or false"),
    ],
)
def test_what_cannot_be_used_is_refused(given, said):
    usual = {"rules": "cn", "role": "creditor", "log": [], "at": f"{EVENING}+08:00"}
    if "zone" in given and "at" not in given:
        usual["at"] = EVENING
    with pytest.raises(rp.InputError, match=said):
        rp.contact(**usual | given)
