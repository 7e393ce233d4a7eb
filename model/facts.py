"""What is said of a cloud service before any question: facts about it, and how deep to ask."""

from __future__ import annotations

from enum import StrEnum


class Fact(StrEnum):
    """A yes/no about the cloud service that switches questions on or off."""

    PUBLIC_WEBSITE = "public_website"
    MAINLAND_CHINA = "mainland_china"
    OWN_IMAGES = "own_images"
    MARKETPLACE_IMAGES = "marketplace_images"
    PERSONAL_INFORMATION = "personal_information"


class Depth(StrEnum):
    """How many questions are asked: the lead question of each duty, or all."""

    EXPRESS = "express"
    FULL = "full"
