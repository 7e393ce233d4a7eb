"""What a cloud provider offers for a duty: the feature a customer would switch on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.language import LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFeatures:
    """The features of one provider.

    Attributes:
        id: the provider, such as "aliyun".
        as_of: month in which the names were verified, such as "2020-07"; None for never.
        source: where they were read.
        features: by code of the duty, in the provider's own words; a missing one is unknown.
    """

    id: str
    as_of: str | None
    source: LocalizedText
    features: Mapping[str, LocalizedText]
