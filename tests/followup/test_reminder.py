"""Reminders: a day before, earlier where the hour is not open, never later than due, never in a closed hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.followup.ical import calendar_of

NEW_YORK = "America/New_York"


def reminded(due, rules="cn", **how):
    zone = how.pop("in_zone", None)
    role = "third party" if rules == "us" else "creditor"
    return rp.Promise("2000", due=due, zone=zone).reminder(rules=rules, role=role, **how)


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("due", "house", "moment"),
    [
        ("2026-12-04T18:00+08:00", None, "2026-12-03T17:00+08:00"),  # two policies, two answers
        ("2026-12-04T18:00+08:00", False, "2026-12-03T18:00+08:00"),
        ("2026-11-25T15:00+08:00", None, "2026-11-24T15:00+08:00"),
        ("2026-11-30T08:00+08:00", False, "2026-11-29T08:00+08:00"),  # Monday at eight: Sunday at eight is open
        ("2026-11-30T07:59+08:00", False, "2026-11-28T21:59+08:00"),
        ("2026-11-30T08:00+08:00", None, "2026-11-28T20:30+08:00"),
        ("2026-11-30T22:00+08:00", False, "2026-11-29T21:59+08:00"),
        ("2028-03-01T15:00+08:00", None, "2028-02-29T15:00+08:00"),
        ("2028-03-01T03:00+08:00", None, "2028-02-28T20:30+08:00"),
        ("2027-03-01T15:00+08:00", None, "2027-02-28T15:00+08:00"),
    ],
)
def test_a_day_before_or_earlier(due, house, moment):
    found = reminded(due, house=house)
    assert found.at == at(moment)
    assert found.wanted == at(due) - timedelta(hours=24)
    assert [finding.code for finding in found.findings] == ["reminder_moved"] * (found.at < found.wanted)


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        # A day is 24 hours: over the change of clocks the hour on the clock differs.
        ("2027-03-14T15:00", "2027-03-13T14:00-05:00"),
        ("2026-11-01T15:00", "2026-10-31T16:00-04:00"),
        ("2027-03-14T08:30", "2027-03-12T21:00-05:00"),
        ("2026-11-02T07:30", "2026-10-31T21:00-04:00"),
    ],
)
def test_both_clock_changes(due, moment):
    assert reminded(due, "us", in_zone=NEW_YORK).at == at(moment)


def test_two_zones_have_to_be_open_both():
    found = reminded("2026-11-25T08:30", "us", in_zone=NEW_YORK, zone=[NEW_YORK, "America/Los_Angeles"])
    assert found.at == at("2026-11-23T21:00-05:00")


def test_working_days_alone_make_up_days_among_them():
    new_year = rp.Calendar(holidays=["2027-02-08", "2027-02-09"], working=["2027-02-06"])
    due = "2027-02-10T15:00+08:00"
    assert reminded(due, calendar=new_year).at == at("2027-02-06T20:30+08:00")  # a Saturday on which people work
    assert reminded(due, calendar=rp.Calendar()).at == at("2027-02-09T15:00+08:00")


def test_a_reminder_with_no_open_hour_left():
    late = reminded("2026-11-26T07:00+08:00", now="2026-11-25T22:30+08:00")
    assert late.at is None and late.later is None
    assert [finding.code for finding in late.findings] == ["reminder_no_open_hour"]
    soon = reminded("2026-11-26T12:00+08:00", now="2026-11-25T22:30+08:00")
    assert soon.at is None and soon.later == at("2026-11-26T09:30+08:00")
    assert reminded("2026-11-26T12:00+08:00", now="2026-11-25T10:00+08:00").at == at("2026-11-25T11:00+08:00")


def test_nothing_goes_out_before_now():
    promise = rp.Promise("2000", due="2026-11-30T08:00+08:00", now="2026-11-28T20:31+08:00")
    assert promise.reminder(rules="cn").at is None
    assert promise.reminder(rules="cn", now="2026-11-28T20:30+08:00").at == at("2026-11-28T20:30+08:00")


def test_where_no_hours_are_coded_it_says_so():
    found = reminded("2026-11-30T08:00+00:00", "uk")
    assert found.at == found.wanted
    assert [finding.code for finding in found.findings] == ["reminder_hours_unknown"]


def test_how_long_before_can_be_chosen():
    for before in ("2 hours", timedelta(hours=2)):
        assert reminded("2026-11-25T17:00+08:00", before=before).at == at("2026-11-25T15:00+08:00")
    assert reminded("2026-11-25T17:00+08:00", before="0 minutes").at == at("2026-11-25T17:00+08:00")
    with pytest.raises(rp.InputError, match="a stretch of time"):
        reminded("2026-11-25T17:00+08:00", before="a while")


def test_contacts_of_the_day_count():
    log = [f"2026-11-24T{hour}+08:00" for hour in ("09:30", "10:00", "10:30")]
    assert reminded("2026-11-25T15:00+08:00", log=log).at is None
    assert reminded("2026-11-25T15:00+08:00", log=log[:2]).at is not None


def test_the_words_are_kind_and_carry_the_officers_name():
    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00", currency="CNY")
    found = promise.reminder(rules="cn", officer="李经理")
    assert found.words() == (
        "You agreed to pay CNY 2,000.00 by 2026-12-04 18:00. Thank you for planning it. "
        "If anything has changed, call 李经理 before then: another day can be found."
    )
    assert found.words("zh").endswith("如有变化，请在此之前联系李经理，可以另定日期。")
    assert "Bank" not in found.text() and found.to_dict()["text"]["zh"] == found.words("zh")


def test_a_calendar_file_reads_back_and_depends_on_nothing_else():
    icalendar = pytest.importorskip("icalendar")

    promise = rp.Promise("2000", due="2026-12-04T18:00+08:00", now="2026-12-01T09:00+08:00", currency="CNY")
    reminder = promise.reminder(rules="cn", officer="李经理")
    file = reminder.to_ical("zh")
    assert file == promise.reminder(rules="cn", officer="李经理").to_ical("zh")
    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    (alarm,) = event.walk("VALARM")
    assert event["dtstart"].dt == promise.due
    assert event["dtstart"].dt + alarm["trigger"].dt == reminder.at
    assert str(event["summary"]) == reminder.words("zh")
    two = calendar_of([reminder, rp.Promise("1", due="2026-12-05T18:00+08:00").reminder(rules="cn")])
    assert len({str(e["uid"]) for e in icalendar.Calendar.from_ical(two).walk("VEVENT")}) == 2


ZONES = ["Asia/Shanghai", NEW_YORK, "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata"]


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2026, 3, 1), datetime(2028, 4, 1)),
    st.sampled_from(ZONES),
    st.sampled_from(["cn", "us", "in", "au"]),
    st.booleans(),
    st.integers(0, 72),
)
def test_a_reminder_is_never_in_a_closed_hour_and_never_late(due, zone, rules, house, hours):
    due = due.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    house = {"windows": [["09:30", "11:00"], ["19:00", "20:30"]]} if house else False
    holidays = rp.Calendar() if rules == "au" else None
    how = {"role": "third party", "house": house, "calendar": holidays, "channel": "message"}
    found = rp.Promise("1", due=due).reminder(rules=rules, before=f"{hours} hours", zone=zone, **how)
    at, wanted, due = (time.astimezone(UTC) for time in (found.at, found.wanted, found.due))
    assert at <= wanted <= due
    assert rp.contact(rules=rules, at=found.at, log=[], **how | {"zone": zone}).outcome == "within"
    # The next whole minute that is open comes after the hour that was wanted.
    if at < wanted:
        later = rp.contact(rules=rules, at=at + timedelta(minutes=1), log=[], **how | {"zone": zone})
        assert later.outcome == "outside" or holidays
        assert later.next.astimezone(UTC) > wanted or holidays
