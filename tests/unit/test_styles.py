"""What is left of the theme's style sheets: what applies to our pages, and nothing else."""

import pytest

from generator.plugin.styles import used_styles


@pytest.mark.parametrize(
    ("theme", "left"),
    [
        ("p{margin:0}", "p{margin:0}"),
        (".md-typeset p,.md-search p{margin:0}", ".md-typeset p{margin:0}"),
        (".md-search{color:red}", ""),
        (".md-typeset .tabbed-set{color:red}", ""),
        ("a:not(.md-search){color:red}", "a:not(.md-search){color:red}"),
        ("a:not(:is(.md-search,b)) .md-tabs{color:red}", ""),
        ("[dir=ltr] p,[dir=rtl] p{margin:0}", "[dir=ltr] p{margin:0}"),
        ("p[title]{margin:0}", "p[title]{margin:0}"),
        ("table:not([class]) + *{margin:0}", ""),
        ("th[role=columnheader]:hover,th[scope]{margin:0}", "th[scope]{margin:0}"),
        (
            "[data-md-color-scheme=slate]{color:red}[data-md-color-primary=red] p{color:red}",
            "[data-md-color-scheme=slate]{color:red}",
        ),
        ("@media print{p{margin:0}.md-search{margin:0}}", "@media print{p{margin:0}}"),
        ("@media print{.md-search{margin:0}}", ""),
        (
            "@supports (a:b){@media print{p{margin:0}}}",
            "@supports (a:b){@media print{p{margin:0}}}",
        ),
        ("@keyframes turn{to{top:0}}", "@keyframes turn{to{top:0}}"),
    ],
)
def test_a_rule_is_left_where_a_selector_can_apply(theme: str, left: str) -> None:
    assert used_styles(theme, "") == left


def test_a_custom_property_is_left_where_something_asks_for_it() -> None:
    theme = (
        ":root{--one:1px;--two:var(--three);--three:3px;--four:4px}"
        "p{margin:var(--one)}.md-search{top:var(--four)}"
    )

    assert used_styles(theme, "") == ":root{--one:1px}p{margin:var(--one)}"
    assert used_styles(theme, "b{top:var(--two)}") == (
        ":root{--one:1px;--two:var(--three);--three:3px}p{margin:var(--one)}"
    )
