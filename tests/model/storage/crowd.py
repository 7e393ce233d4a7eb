"""Workspaces with thousands of assessments, written past the store to be there soon."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from model.assessment import CloudService
from model.clock import now
from model.responsibility import ServiceModel
from model.storage.assessments import AssessmentStore
from model.storage.database import FILE_NAME
from model.storage.entries import search_text

BEGAN = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
SERVICES = 4
"""Assessments of one organisation, one for each of its services."""

PROVIDERS = ("aliyun", "huawei", "tencent", "aws", "azure", "Cloud Co")
MODELS = ("iaas", "paas", "saas")
STATES = ("draft", "in_progress", "in_review", "final")


def fill(folder, number, answers=50):
    """Make a workspace with a number of assessments, each with some answers."""
    AssessmentStore.open(folder, now).close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as db, db:
        firms = range((number + SERVICES - 1) // SERVICES)
        db.executemany(
            "INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)",
            ((f"o{n:06}", _firm(n), _stamp(n)) for n in firms),
        )
        db.executemany(
            "INSERT INTO services (id, organisation_id, name, provider, model, search) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (_service(n, number) for n in range(number)),
        )
        db.executemany(
            "INSERT INTO assessments (id, service_id, questionnaire_id, questionnaire_version, "
            "depth, created_at, updated_at, origin, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    f"a{n:06}",
                    f"s{n:06}",
                    "oscar-2020",
                    "1.0.0",
                    "full",
                    _stamp(n),
                    _stamp(n * 7919 % number),
                    f"a{n:06}",
                    STATES[n % len(STATES)],
                )
                for n in range(number)
            ),
        )
        db.executemany(
            "INSERT INTO answers (assessment_id, question_id, state, choices, reason, note, "
            "evidence) VALUES (?, ?, 'chosen', '[\"50\"]', '', '', 'E0')",
            ((f"a{n:06}", f"Q{q}") for n in range(number) for q in range(answers)),
        )


def _firm(number):
    return f"{('晨光商贸', 'Harbour Foods')[number % 2]} {number:05}"


def _service(number, of):
    firm = number // SERVICES
    service = CloudService(
        name=f"{('网店', 'Mail', 'Shop', '备份')[number % SERVICES]} {number * 7919 % of}",
        provider=PROVIDERS[number % len(PROVIDERS)],
        model=ServiceModel(MODELS[number % len(MODELS)]),
    )
    return (
        f"s{number:06}",
        f"o{firm:06}",
        service.name,
        service.provider,
        service.model.value,
        search_text(_firm(firm), service),
    )


def _stamp(minutes):
    return (BEGAN + timedelta(minutes=minutes)).isoformat()
