"""Whatever a program sends, the REST interface answers as it describes and never breaks."""

import sqlite3
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import Receive, Scope, Send

from dateline.server.api.openapi import openapi
from dateline.server.app import create_app
from dateline.server.config import ServerConfig
from dateline.store.interface import Store

HOST = {"host": "127.0.0.1:8321"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="session")
def api_schema(
    tmp_path_factory: pytest.TempPathFactory, sample_store: Store
) -> schemathesis.BaseSchema:
    path = tmp_path_factory.mktemp("fuzzing") / "events.db"
    assert sample_store.path is not None
    with sqlite3.connect(sample_store.path) as source, sqlite3.connect(path) as target:
        source.backup(target)
    app = create_app(ServerConfig(store=path))

    async def running(scope: Scope, receive: Receive, send: Send) -> None:
        # Each test would end the app, which the next one still asks.
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        for ended in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{ended}.complete"})

    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", running, headers=HOST)


OPERATIONS = [
    (path, method) for path, described in openapi({})["paths"].items() for method in described
]


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_call_is_answered_as_described(
    api_schema: schemathesis.BaseSchema, path: str, method: str
) -> None:
    @given(case=api_schema[path][method].as_strategy())
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def call(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS, headers=HOST)

    call()
