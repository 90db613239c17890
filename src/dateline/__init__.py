"""Dateline: news reports of political violence to a sourced event database."""

__version__ = "0.1.0"
