"""Bytes to text: encodings, mixed encodings, and what is not text at all."""

import codecs
import re

#: First bytes of formats that are sometimes saved under a text file's name.
MAGIC_NUMBERS = (
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"%PDF-", "PDF document"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"PK\x05\x06", "empty ZIP archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"\x7fELF", "ELF program"),
    (b"MZ\x90\x00", "Windows program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Microsoft Office document"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"{\\rtf", "RTF document"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"),
    (b"RIFF", "RIFF media"),
    (b"\x00\x00\x01\xba", "MPEG video"),
    (b"PAR1", "Parquet table"),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How much of a file is looked at to tell its encoding.
SAMPLE_BYTES = 64_000
#: Above this share of control characters a file is not taken for text.
MAX_CONTROL_SHARE = 0.02
#: Up to this share of bad lines a file is taken for UTF-8 with some lines in another encoding.
MAX_BAD_LINE_SHARE = 0.5
#: Charset declarations that browsers, by the WHATWG Encoding standard, read as windows-1252.
LATIN_LABELS = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class NotText(ValueError):  # noqa: N818 - the finding, not a failure of ours
    """Bytes that are not text; the message says what they look like."""


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Decode an article's bytes.

    Tried in order: a byte order mark, UTF-16 without one, UTF-8, the declared charset, UTF-8
    with single lines in another encoding (those lines as windows-1252), and a guess from the
    bytes. Line ends become ``\\n``; control characters other than tab become spaces.

    Raises:
        NotText: The bytes are of a known binary format or hold too many control characters.
    """
    check_text(data)
    return normalize(_to_text(data, declared))


def mixes_encodings(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 but for single lines, which ``decode`` reads as windows-1252."""
    if data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)) or b"\x00" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data) is not None
    return False


def check_text(data: bytes) -> None:
    """Refuse bytes that begin as a known binary format does.

    Raises:
        NotText: They do; the message names the format.
    """
    for magic, name in MAGIC_NUMBERS:
        if data.startswith(magic):
            raise NotText(f"looks binary ({name})")


def decode_line(data: bytes) -> str:
    """Decode one line of a table: UTF-8, single other bytes as windows-1252.

    Raises:
        NotText: The line holds zero bytes.
    """
    if b"\x00" in data:
        raise NotText("looks binary (control characters)")
    return normalize(_decode_runs(data))


def is_wide(data: bytes) -> bool:
    """Tell whether bytes are UTF-16 or UTF-32, in which lines do not end in a single byte."""
    marked = any(data.startswith(mark) for mark, name in BYTE_ORDER_MARKS if name != "utf-8")
    return marked or _wide_encoding(data) is not None


def normalize(text: str) -> str:
    """Unify line ends, drop byte order marks, and blank control characters and lone surrogates."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x0b", "\n").replace("\x0c", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROLS.sub(" ", text)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text


def _to_text(data: bytes, declared: str | None) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _wide_encoding(data)
    if wide is not None:
        return data.decode(wide, "replace")
    sample = data[:SAMPLE_BYTES]
    if b"\x00" in sample or len(_CONTROL_BYTES.findall(sample)) > MAX_CONTROL_SHARE * len(sample):
        raise NotText("looks binary (control characters)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared is not None:
        try:
            label = declared.strip().casefold()
            return data.decode("cp1252" if label in LATIN_LABELS else label)
        except (UnicodeDecodeError, LookupError):
            pass
    return _decode_mixed(data) or _guess(data)


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero bytes of its spaces, digits and line ends."""
    sample = data[: SAMPLE_BYTES & ~1]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) < 0.1 * pairs:
            continue
        other = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if other.count(0) > 0.02 * pairs:
            continue
        text = sample[: pairs * 2].decode(encoding, "replace")
        if len(_CONTROLS.findall(text)) + text.count("\ufffd") <= MAX_CONTROL_SHARE * len(text):
            return encoding
    return None


def _decode_mixed(data: bytes) -> str | None:
    """Decode line by line if most non-ASCII lines are UTF-8; the others are windows-1252."""
    lines = data.splitlines(keepends=True)
    decoded: list[str] = []
    good = bad = 0
    for line in lines:
        try:
            text = line.decode("utf-8")
            good += not text.isascii()
        except UnicodeDecodeError:
            text = _decode_runs(line)
            bad += 1
        decoded.append(text)
    if good == 0 or bad > MAX_BAD_LINE_SHARE * (good + bad):
        return None
    return "".join(decoded)


def _decode_runs(line: bytes) -> str:
    """Decode valid UTF-8 runs as such and each other byte as windows-1252."""
    parts: list[str] = []
    while line:
        try:
            parts.append(line.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(line[: error.start].decode("utf-8"))
            parts.append(line[error.start : error.start + 1].decode("cp1252", "replace"))
            line = line[error.start + 1 :]
    return "".join(parts)


def _guess(data: bytes) -> str:
    # Imported with the first text that needs it: most are UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES]).best()
    encoding = best.encoding if best is not None else "cp1252"
    return data.decode(encoding, "replace")
