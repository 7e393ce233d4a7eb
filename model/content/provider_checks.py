"""What no schema can say of the provider features: the duties exist, no provider stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.schema import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


def check_providers(top: dict[str, Any], codes: Container[str]) -> Iterator[Fault]:
    """Yield a fault for each unknown duty and for each provider that stands there again.

    Args:
        top: the file, once it fits its schema.
        codes: the codes of the duties that a customer can hold.
    """
    for code, other in top.get("same_feature", {}).items():
        for each in (code, other):
            if each not in codes:
                path = ("same_feature", code)
                yield Fault(path=path, key="error.content.no_duty", details={"found": shown(each)})
    seen: set[str] = set()
    for number, provider in enumerate(top["providers"]):
        place = ("providers", number)
        if provider["id"] in seen:
            name = shown(provider["id"])
            yield Fault(
                path=(*place, "id"), key="error.content.provider_twice", details={"found": name}
            )
        seen.add(provider["id"])
        for code in provider["features"]:
            if code not in codes:
                details = {"found": shown(code)}
                yield Fault(
                    path=(*place, "features", code), key="error.content.no_duty", details=details
                )
