"""What the plugin says while it builds."""

import logging
from typing import Any, cast

import pytest

from generator import plugin as module
from generator.plugin import RegistryPage, RegistryPlugin


def test_a_build_says_now_and_then_how_far_it_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger=module.log.name)
    plugin = RegistryPlugin()
    plugin.pages = cast("Any", [None] * 2500)
    ready, by_hand = cast("Any", object.__new__(RegistryPage)), cast("Any", None)
    for _ in range(2500):
        plugin.on_post_page("", page=ready, config=by_hand)
        plugin.on_post_page("", page=by_hand, config=by_hand)
    assert caplog.messages == ["rendered 1,000 of 2,500 pages", "rendered 2,000 of 2,500 pages"]
