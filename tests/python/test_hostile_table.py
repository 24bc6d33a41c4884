"""The page about hostile input says what its tests say."""

from hostile import PAGE, ROWS, filled, tables


def test_the_page_holds_the_rows_of_the_tests():
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page), "write it anew: python tests/python/hostile.py"


def test_every_row_is_a_test_of_its_own():
    tables()
    given = [given for rows in ROWS.values() for given, _ in rows]
    assert len(given) == len(set(given)) > 45
