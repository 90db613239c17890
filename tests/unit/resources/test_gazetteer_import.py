"""A full gazetteer from GeoNames' dump: what comes in, what stays, what is refused."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.resources import gazetteer_import
from dateline.resources.gazetteer import Feature, Gazetteer, NameForm, PlaceKind
from dateline.resources.gazetteer_file import GazetteerWriter, StoredPlace, pack_hits
from dateline.resources.gazetteer_import import Imported, Progress, import_geonames

HERE = (
    (1, "Varland", 10.0, 20.0, "A", "PCLI", "KZ", "00", "", 5_000_000, ""),
    (2, "Tol Region", 10.5, 20.5, "A", "ADM1", "KZ", "07", "", 400_000, "Tol Oblysy"),
    (3, "Tol", 10.6, 20.6, "P", "PPLA", "KZ", "07", "", 90_000, "Толь,tol2,Tolsk"),
    (4, "Brek", 10.7, 20.7, "P", "PPL", "KZ", "07", "", 0, ""),
    (5, "Brek Hill", 10.8, 20.8, "T", "HLL", "KZ", "07", "", 0, "Brek"),
    (6, "Old Brek", 10.8, 20.8, "P", "PPLH", "KZ", "07", "", 0, ""),
)


def line(row: tuple[object, ...]) -> str:
    id_, name, latitude, longitude, class_, code, country, first, second, population, names = row
    cells = [id_, name, name, names, latitude, longitude, class_, code, country, "", first, second]
    return "\t".join(map(str, [*cells, "", "", population, "", "", "Asia/Almaty", "2024-01-01"]))


def dump(folder: Path, rows: tuple[tuple[object, ...], ...] = HERE) -> Path:
    path = folder / "allCountries.txt"
    path.write_text("".join(f"{line(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.sqlite"
    writer = GazetteerWriter(path)
    writer.add_places(
        [
            StoredPlace(
                id=-1,
                slug="dateline:tol-gorge",
                name="Tol Gorge",
                kind=PlaceKind.SITE,
                feature=Feature.VALLEY,
                country="KZ",
                latitude=10.1,
                longitude=20.1,
                claimed_by=("KG",),
            ),
            StoredPlace(
                id=3,
                name="Tolgrad",
                kind=PlaceKind.TOWN,
                feature=Feature.TOWN,
                country="KZ",
                latitude=0.0,
                longitude=0.0,
                population=10,
            ),
        ]
    )
    writer.add_names(
        [
            ("old tol", pack_hits([(3, 4)])),
            ("tol gorge", pack_hits([(-1, 0)])),
            ("tolgrad", pack_hits([(3, 0)])),
        ]
    )
    writer.add_words({"monday": 8})
    writer.finish({"sources": "invented"}, compact=True)
    return path


def run(
    places: Path, base: Path, to: Path, names: Path | None = None, *, processes: int = 1
) -> Imported:
    return import_geonames(
        places,
        names,
        admin1=None,
        to=to,
        base=base,
        on_progress=lambda progress: None,
        processes=processes,
    )


@pytest.fixture
def full(tmp_path: Path, base: Path) -> Iterator[Gazetteer]:
    to = tmp_path / "full.sqlite"
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text(
        "1\t4\ten\tBrekston\t\t\t\t\t\t\n2\t4\t\tLeninbrek\t\t\t\t1\t\t\n"
        "3\t4\tlink\thttps://example.org\t\t\t\t\t\t\n4\t99\ten\tNowhere\t\t\t\t\t\t\n",
        encoding="utf-8",
    )
    run(dump(tmp_path), base, to, names)
    opened = Gazetteer(to)
    yield opened
    opened.close()


def test_places_come_with_area_kind_and_names(full: Gazetteer) -> None:
    (brek, hill) = full.candidates("Brek")
    assert (brek.id, brek.kind, brek.admin1, brek.country) == (
        "geonames:4",
        PlaceKind.TOWN,
        "Tol Region",
        "KZ",
    )
    assert (hill.feature, hill.form) == (Feature.MOUNTAIN, NameForm.OTHER)
    assert full.candidates("Толь")[0].id == "geonames:3"
    assert full.candidates("Tol Region")[0].kind is PlaceKind.ADMIN1
    assert full.candidates("Old Brek") == ()


def test_alternate_names_come_with_their_sort(full: Gazetteer) -> None:
    assert not full.candidates("Brekston")[0].former
    assert full.candidates("Leninbrek")[0].former
    assert full.candidates("Nowhere") == ()


def test_what_the_shipped_gazetteer_knows_stays(full: Gazetteer) -> None:
    tol = full.candidates("Tolgrad")[0]
    assert (tol.name, tol.latitude, tol.population) == ("Tolgrad", 10.6, 90_000)
    assert full.candidates("old Tol")[0].former
    assert full.candidates("Tol Gorge")[0].claimed_by == ("KG",)
    assert full.entry("dateline:tol-gorge").name == "Tol Gorge"
    assert full.word_flags("Monday")


def test_zipped_dump_gives_the_same_file(tmp_path: Path, base: Path) -> None:
    plain, packed = tmp_path / "plain.sqlite", tmp_path / "packed.sqlite"
    places = dump(tmp_path)
    run(places, base, plain)
    archive = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as stream:
        stream.write(places, "allCountries.txt")
    run(archive, base, packed)
    assert rows(plain) == rows(packed)


def rows(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = [*connection.execute("SELECT * FROM place"), *connection.execute("SELECT * FROM name")]
    connection.close()
    return found


GOOD = f"{line(HERE[0])}\n".encode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + b"2\tTol\n", r"allCountries\.txt:2: 2 columns, not 19"),
        (GOOD + b"2\tTol\t", r":2: the file ends in the middle of a line"),
        (GOOD.replace(b"10.0", b"north"), r':1: latitude is not a number: "north"'),
        (GOOD.replace(b"20.0", b"200"), r":1: longitude is beyond 180 degrees: 200"),
        (GOOD.replace(b"10.0", b"nan"), r":1: latitude is beyond 90 degrees: nan"),
        (GOOD.replace(b"5000000", b"many"), r':1: population is not a number: "many"'),
        (GOOD.replace(b"1\tVar", b"x\tVar"), r":1: geonameid is not a number"),
        (GOOD.replace(b"Varland", b"V\xffrland", 1), r":1: not UTF-8 \(byte 4 of the line\)"),
        (b"", r"the file is empty"),
        (b"PK\x03\x04broken", r"a damaged zip file"),
    ],
)
def test_wrong_input_is_named_with_its_line_and_the_old_file_stays(
    tmp_path: Path, base: Path, text: bytes, message: str
) -> None:
    places = tmp_path / "allCountries.txt"
    places.write_bytes(text)
    to = tmp_path / "full.sqlite"
    to.write_bytes(b"old")
    with pytest.raises(GazetteerError, match=message):
        run(places, base, to)
    assert to.read_bytes() == b"old"
    assert not (tmp_path / ".full.sqlite.building").exists()


def test_missing_input_is_named(tmp_path: Path, base: Path) -> None:
    with pytest.raises(GazetteerError, match=r"gone\.txt: no such file"):
        run(tmp_path / "gone.txt", base, tmp_path / "full.sqlite")


def test_truncated_zip_is_refused(tmp_path: Path, base: Path) -> None:
    archive = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(archive, "w") as stream:
        stream.write(dump(tmp_path), "allCountries.txt")
    archive.write_bytes(archive.read_bytes()[:-30])
    with pytest.raises(GazetteerError, match=r"allCountries\.zip.*damaged zip"):
        run(archive, base, tmp_path / "full.sqlite")


def many(folder: Path, count: int) -> Path:
    return dump(
        folder,
        tuple(
            (100 + n, f"Place{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}", 1.0, 1.0, "P", "PPL",
             "KZ", "07", "", n, "")
            for n in range(count)
        ),
    )  # fmt: skip


def test_interrupted_import_goes_on_and_gives_the_same(
    tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer_import, "BATCH", 100)
    places, whole, broken = many(tmp_path, 450), tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    run(places, base, whole)

    def interrupt(progress: Progress) -> None:
        if progress.done > progress.total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_geonames(places, None, admin1=None, to=broken, base=base, on_progress=interrupt)
    assert not broken.exists()
    assert run(places, base, broken).resumed == 300
    assert rows(broken) == rows(whole)
    assert not list(tmp_path.glob(".b.sqlite*"))


def test_killed_import_goes_on(tmp_path: Path, base: Path) -> None:
    places, to = many(tmp_path, 3000), tmp_path / "full.sqlite"
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from dateline.resources import gazetteer_import as g\n"
        "g.BATCH = 500\n"
        "def kill(progress):\n"
        "    if progress.done > 100_000: os.kill(os.getpid(), signal.SIGKILL)\n"
        "g.import_geonames(Path(sys.argv[1]), None, admin1=None, to=Path(sys.argv[2]),\n"
        "                  base=Path(sys.argv[3]), on_progress=kill)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, places, to, base], check=False)
    assert ended.returncode == -signal.SIGKILL
    imported = run(places, base, to)
    assert imported.resumed > 0
    assert imported.places == 3002


def test_two_processes_make_the_same_file(
    tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer_import, "BATCH", 100)
    places, one, two = many(tmp_path, 450), tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    run(places, base, one)
    assert run(places, base, two, processes=2).places == 452
    assert one.read_bytes() == two.read_bytes()


def test_wrong_line_is_named_when_the_second_process_reads_it(
    tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer_import, "BATCH", 2)
    places = dump(tmp_path)
    places.write_bytes(places.read_bytes().replace(b"10.7", b"north"))
    with pytest.raises(GazetteerError, match=r':4: latitude is not a number: "north"'):
        run(places, base, tmp_path / "full.sqlite", processes=2)


def test_other_input_than_before_is_read_from_the_start(
    tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gazetteer_import, "BATCH", 100)
    to = tmp_path / "full.sqlite"

    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_geonames(
            many(tmp_path, 450), None, admin1=None, to=to, base=base, on_progress=interrupt
        )
    assert run(dump(tmp_path), base, to).resumed == 0


def test_full_disk_is_told_and_the_old_file_stays(tmp_path: Path, base: Path) -> None:
    places, to = many(tmp_path, 3000), tmp_path / "full.sqlite"
    to.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        with pytest.raises(GazetteerError, match=r"no room left on the disk.*old file is unch"):
            run(places, base, to)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert to.read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_that_cannot_be_written_is_told(tmp_path: Path, base: Path) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir(mode=0o500)
    with pytest.raises(GazetteerError, match="not imported"):
        run(dump(tmp_path), base, folder / "full.sqlite")
