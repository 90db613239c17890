#!/bin/sh
# Make a virtual environment with a Python that Dateline runs on.
# Usage: make_venv.sh FOLDER [PYTHON]
set -eu

folder=$1
wanted=${2:-}

is_new_enough() {
    "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in ${wanted:-python3 python python3.13 python3.12 python3.11}; do
    if is_new_enough "$python"; then
        rm -rf "$folder"
        "$python" -m venv "$folder"
        exit 0
    fi
done

found=$("${wanted:-python3}" --version 2>&1 || true)
echo "Dateline needs Python 3.11 or newer with its venv module." >&2
echo "Found: ${found:-no Python at all}. Install one, or name it: make PYTHON=/path/to/python3.11" >&2
exit 1
