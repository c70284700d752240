"""Fail where a JUnit report holds no test at all, or one that was skipped."""

import sys
import xml.etree.ElementTree as ET

cases = list(ET.parse(sys.argv[1]).iter("testcase"))
skipped = [case for case in cases if case.find("skipped") is not None]
for case in skipped:
    print(f"skipped: {case.get('classname')} {case.get('name')}: {case.find('skipped').get('message')}")
print(f"{len(cases)} tests, {len(skipped)} skipped")
sys.exit(1 if skipped or not cases else 0)
