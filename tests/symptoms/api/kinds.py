"""The kinds of entries, for the tests that hold for each of them."""

import uuid

import pytest

from symptoms.models import CheckIn, Event, FunctionCheck, Measurement, RememberedOnset, Treatment
from tests.symptoms.api.calls import BODIES

ONE = uuid.UUID("11111111-1111-4111-8111-111111111111")
MODELS = {
    "check-ins": CheckIn,
    "function-checks": FunctionCheck,
    "measurements": Measurement,
    "treatments": Treatment,
    "events": Event,
    "remembered-onsets": RememberedOnset,
}
every_kind = pytest.mark.parametrize("kind", BODIES)
