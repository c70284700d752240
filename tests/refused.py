"""What a refusal says, in full."""

import pytest

from repayplan.units.refusal import InputError


def sentence(call):
    """The whole sentence in which a call is refused: where, what was given, what was expected, what to do."""
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)
