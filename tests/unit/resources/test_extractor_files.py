"""The trained extractor's files: what is refused, and what the digest stands for."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ResourceError
from dateline.resources.extractor_files import (
    BLEND,
    ENCODER,
    HEADS,
    LABELS,
    NEEDED,
    SHIPPED,
    load_extractor_files,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the shipped files with a stand-in for the encoder, which is not opened."""
    copy = tmp_path / "extractor"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns(ENCODER))
    (copy / ENCODER).write_bytes(b"encoder")
    return copy


def test_shipped_labels_fit_the_shipped_heads() -> None:
    files = load_extractor_files()
    assert len(files.types) == len(files.heads["triggers.weight"])
    assert len(files.roles) == len(files.heads["arguments.outer.weight"])
    assert files.types[0] == files.roles[0] == "none"


@pytest.mark.parametrize("name", NEEDED)
def test_missing_file_is_named_with_what_to_do(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ResourceError, match=f"{name} is missing.*rules alone"):
        load_extractor_files(folder)


@pytest.mark.parametrize("name", [HEADS, LABELS, BLEND])
def test_cut_off_file_is_refused(folder: Path, name: str) -> None:
    if not (folder / name).exists():
        (folder / name).write_bytes(b"{}")
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ResourceError, match="damaged"):
        load_extractor_files(folder)


def test_files_of_two_exports_are_refused(folder: Path) -> None:
    labels = json.loads((folder / LABELS).read_text(encoding="utf-8"))
    labels["types"].append("conflict.other")
    (folder / LABELS).write_text(json.dumps(labels), encoding="utf-8")
    with pytest.raises(ResourceError, match="not of one export"):
        load_extractor_files(folder)


def test_heads_without_a_matrix_are_refused(folder: Path) -> None:
    with np.load(folder / HEADS) as stored:
        heads = {name: stored[name] for name in stored.files if name != "cues.weight"}
    np.savez(folder / HEADS, allow_pickle=False, **heads)
    with pytest.raises(ResourceError, match=r"cues\.weight is missing"):
        load_extractor_files(folder)


def test_name_changes_with_any_byte(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    assert load_extractor_files(folder).name == load_extractor_files(other).name
    third = tmp_path / "third"
    shutil.copytree(folder, third)
    (third / ENCODER).write_bytes(b"Encoder")
    assert load_extractor_files(third).name != load_extractor_files(folder).name
