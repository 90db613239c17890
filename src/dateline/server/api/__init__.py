"""The REST interface under ``/api/v1``: the same filters as the pages, as JSON."""

from dateline.server.api.routes import routes

__all__ = ["routes"]
