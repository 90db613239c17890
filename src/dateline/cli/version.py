"""``dateline version``."""

from dateline import __version__
from dateline.cli.console import data_stream


def version() -> None:
    """Print the version."""
    data_stream().write(f"dateline {__version__}\n")
