"""What the library does beside answering: the files that are opened, by the interpreter's own account."""

import sys

import pytest

EVENTS = []
LISTENING = [False]


def listen(event, arguments):
    if LISTENING[0] and (event == "open" or event.startswith(("socket.", "subprocess.", "os.system", "urllib."))):
        EVENTS.append((event, str(arguments[0])))


sys.addaudithook(listen)


@pytest.fixture
def events():
    """Every event of files, sockets and processes while a test runs."""
    del EVENTS[:]
    LISTENING[0] = True
    yield EVENTS
    LISTENING[0] = False


@pytest.fixture
def opened(events):
    """A view of the names of the files that were opened."""

    class Names(list):
        def __iter__(self):
            return iter([name for event, name in events if event == "open"])

        def __delitem__(self, _):
            del events[:]

    return Names()
