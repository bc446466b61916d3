import pytest

from generator.model.uids import uid_fault, uid_key


def test_uids_sort_by_their_integers() -> None:
    uids = ["1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.1"]
    assert sorted(uids, key=uid_key) == uids[::-1]


def test_a_misprinted_uid_sorts_where_the_right_one_does() -> None:
    assert uid_key("1.\xad2.840.10008.3.1.2.3.3") == uid_key("1.2.840.10008.3.1.2.3.3 ")


@pytest.mark.parametrize(
    "uid", ["1.2.840.10008.1.1", "2.25.329800735698586629295641978511506172918", "0.0", "2.999"]
)
def test_what_is_a_uid(uid: str) -> None:
    assert uid_fault(uid) is None


@pytest.mark.parametrize(
    ("uid", "arc"),
    [
        ("1.2.840.010008", "010008"),
        ("1.2.840.00", "00"),
        ("1.2..3", ""),
        ("1.2.", ""),
        ("", ""),
        ("1.2.840.10008.1.1 ", "1 "),
        ("1.\xad2.840", "\xad2"),
        ("1.2.x", "x"),
        ("1.2.٣", "٣"),
    ],
)
def test_an_arc_that_is_none(uid: str, arc: str) -> None:
    expected = f"UID {uid!r} has the arc {arc!r}, expected digits without leading zeros"
    assert uid_fault(uid) == expected


@pytest.mark.parametrize("uid", ["11.2.840.10008.5.1.4.1.1.82.1", "3.1", "1.40", "0.40.1", "1"])
def test_a_root_that_is_none(uid: str) -> None:
    expected = f"UID {uid!r} has no such root, expected 0.0 to 0.39, 1.0 to 1.39 or 2.x"
    assert uid_fault(uid) == expected


def test_64_characters_are_the_most() -> None:
    longest = "1.2." + "3" * 60
    assert uid_fault(longest) is None
    expected = f"UID {longest + '3'!r} has 65 characters, expected at most 64"
    assert uid_fault(longest + "3") == expected
