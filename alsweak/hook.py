"""Errors to a server that speaks Sentry's protocol, where ``SENTRY_DSN`` names one: off by default.

An event is a kind, a place in the code, a route and a reference. What an exception says, what was sent, who sent it and
what variables held is left out, for any of it can be health data.
"""

from typing import Any

from people import reference

KEPT = ("event_id", "timestamp", "platform", "level", "logger", "exception", "release", "environment", "sdk")
OF_A_FRAME = ("filename", "function", "module", "lineno", "in_app")


def start(dsn: str, **more: Any) -> None:
    """Once for each process. Raises ``ImportError`` where the extra ``sentry`` is not installed."""
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        before_send=bare,
        **more,
    )


def bare(event: Any, hint: Any) -> Any:
    """Only what is known to hold no value: whatever else a later version adds is left out too."""
    told = {name: event[name] for name in KEPT if name in event}
    if values := (event.get("exception") or {}).get("values"):
        told["exception"] = {"values": [_kind(value) for value in values]}
    told["tags"] = {"reference": reference.current()}
    if event.get("transaction_info", {}).get("source") in ("route", "task"):
        told["transaction"] = event["transaction"]
    return told


def _kind(value: dict[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames", [])
    stack = [{name: frame[name] for name in OF_A_FRAME if name in frame} for frame in frames]
    return {"type": value.get("type"), "module": value.get("module"), "stacktrace": {"frames": stack}}
