"""The registry in the standard's own words: frozen records, and the groupings of them."""

from generator.model.registry import Registry

__all__ = ["Registry"]
