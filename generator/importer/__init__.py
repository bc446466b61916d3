"""Reads published facts once and writes them as the project's data."""
