"""Whatever is sent, the answer is 200, 201 or a refusal in sentences: never an error of ours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.api.serializers import SignAnswerSerializer
from care.api.visits import VisitSerializer
from symptoms.api import serializers
from tests.symptoms.api.calls import BODIES, Caller

KINDS = {
    "check-ins": serializers.CheckInSerializer,
    "function-checks": serializers.FunctionCheckSerializer,
    "measurements": serializers.MeasurementSerializer,
    "treatments": serializers.TreatmentSerializer,
    "events": serializers.EventSerializer,
    "cell-marks": serializers.CellMarkSerializer,
    "remembered-onsets": serializers.RememberedOnsetSerializer,
    "flags": SignAnswerSerializer,
    "visits": VisitSerializer,
}
WORDS = [
    "hand.left",
    "now",
    "weight",
    "self",
    "involved",
    "fall",
    "niv",
    "weakness",
    "2026-03-01",
    "0001-01-01",
    "\x00",
]
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from(WORDS)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=3),
    max_leaves=5,
)


VALID = BODIES | {
    "cell-marks": {"cell": "hand.left", "kind": "involved"},
    "flags": {"rule": "R06", "since": "2026-02-01", "action": "closed"},
    "visits": {"day": "2026-03-02", "strength": [{"muscle": "hip_flexion", "side": "left", "grade": "4-"}]},
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_body_is_answered(record, cleo, kind, data):
    fields = [name for name, field in KINDS[kind]().fields.items() if not field.read_only]
    changes = data.draw(st.dictionaries(st.sampled_from(fields), values, max_size=2))
    body = data.draw(st.just(VALID[kind] | changes) | st.lists(values))
    said = Caller(cleo, record).post(f"{kind}/", body)

    assert said.status_code in {200, 201} or said.json()["errors"]
