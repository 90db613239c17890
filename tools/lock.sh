#!/bin/sh
# Renew requirements.lock and requirements-dev.lock from pyproject.toml.
# Versions that still fit are kept; "sh tools/lock.sh --upgrade" takes the newest ones.
# Needs uv (https://docs.astral.sh/uv), for instance from "pip install uv".
set -eu

cd "$(dirname "$0")/.."
UV_CUSTOM_COMPILE_COMMAND="make locks"
export UV_CUSTOM_COMPILE_COMMAND

lock() {
    uv --no-config pip compile pyproject.toml --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --quiet "$@" >/dev/null
}

lock --group build -o requirements.lock "$@"
lock --group build --group dev -c requirements.lock -o requirements-dev.lock "$@"
