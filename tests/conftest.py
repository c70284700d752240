"""What holds for every test: none asserts a time, so hypothesis measures none.

`HYPOTHESIS_PROFILE=deep` tries many more examples, fresh ones each time. `HYPOTHESIS_PROFILE=mutants` tries a few,
always the same ones: what trying a test on thousands of mutants can afford. Both hold for tests that state a number of
examples too.
"""

import os

from hypothesis import Phase, settings

DEEPER, FEW = 20, 12
ONCE = (Phase.explicit, Phase.generate)  # a counterexample is enough, it need not be a small one

settings.register_profile("untimed", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=100 * DEEPER)
settings.register_profile("mutants", deadline=None, max_examples=FEW, derandomize=True, database=None, phases=ONCE)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "untimed")
settings.load_profile(PROFILE)


def at_depth(own):
    """A test's own settings, as deep as the profile asks."""
    if PROFILE == "deep":
        kept = settings.get_profile("deep").database
        return settings(own, max_examples=own.max_examples * DEEPER, derandomize=False, database=kept)
    return settings(own, max_examples=min(own.max_examples, FEW), derandomize=True, database=None, phases=ONCE)


def pytest_collection_modifyitems(items):
    """Hypothesis has no public way to change the number of examples of a test that states one."""
    if PROFILE == "untimed":
        return
    seen = set()
    for item in items:
        test = getattr(item, "obj", None)
        test = getattr(test, "__func__", test)
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        stated = own is not None and own is not settings.default
        if stated and id(test) not in seen:
            seen.add(id(test))
            test._hypothesis_internal_use_settings = at_depth(own)
