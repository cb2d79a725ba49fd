import pytest

from lib.allocation import Log, PlanError, allocate_budget

GROUPS = {"tier": list("aab"), "platform": list("xyy")}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"minimum": {"tier": {"a": 60.0}}, "maximum": {"platform": {"x": 20.0, "y": 30.0}}},
            "at most 20 for platform x clashes with at most 30 for platform y and at least 60 for tier a",
        ),
        (
            {"minimum": {"tier": {"b": 60.0}, "platform": {"x": 50.0}}},
            "With a budget of 100 the limits cannot all be kept: at least 60 for tier b clashes with at least 50 for platform x",
        ),
    ],
)
def test_only_limits_that_clash_are_named(options, said):
    spare = {"tier": {"a": 5.0, "b": 0.0}, "platform": {"x": 1.0}}
    minimum = {kind: spare[kind] | options["minimum"].get(kind, {}) for kind in spare}
    with pytest.raises(PlanError) as error:
        allocate_budget([Log(3, 2)] * 3, 100.0, groups=GROUPS, minimum=minimum, maximum=options.get("maximum"))
    assert said in str(error.value)
