"""Ways of writing a date, each with the day it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.page.daywords import Order, order_of, plain


@pytest.mark.parametrize(
    "text",
    """2017. 5. 9.|2017. 05. 09|20170509|平成29年5月9日|09-MAY-17|9-May-17|2017, May 9|2017-May-09|09.05.2017|9. 5. 2017|9.5.17
9 май 2017|9 мај 2017|9. maja 2017.|9 мая 2017|2017 m. gegužės 9 d.|2017. gada 9. maijs|ngày 9 tháng 5 năm 2017|09 Tháng 5, 2017
9 พฤษภาคม 2560|9 พ.ค. 2560|٩ مايو ٢٠١٧|9 مايو، 2017|۱۹ اردیبهشت ۱۳۹۶|۱۳۹۶/۰۲/۱۹|9 במאי 2017|9 ב מאי 2017|মে ৯, ২০১৭|৯ মে ২০১৭
மே 9, 2017|9 maiatza 2017|9/5/2017|09-05-2017|9 / 5 / 2017""".replace("\n", "|").split("|"),
)
def test_one_day_in_many_hands(text: str) -> None:
    assert "2017-05-09" in plain(text, "", "day")


@pytest.mark.parametrize(
    ("text", "language", "order", "meant"),
    [
        ("05/09/2017", "en", "month", "2017-05-09"),
        ("05/09/2017", "en", "", "05/09/2017"),
        ("05/16/2017", "fr", "day", "2017-05-16"),
        ("12.16.2017", "en", "month", "2017-12-16"),
        ("05.09.2017", "en", "month", "2017-09-05"),  # with points the day comes first
        ("28.09.19 12:44", "de", "day", "2019-09-28 12:44"),
        ("3. listopada 2017", "hr", "day", "2017-10-03"),
        ("3 listopada 2017", "pl", "day", "2017-11-03"),
        ("1396/12/29", "fa", "day", "2018-03-20"),
        ("1399/12/30", "fa", "day", "2021-03-20"),
        ("令和元年5月1日", "ja", "day", "2019-05-01"),
        ("5 May 20 comments", "en", "month", "5 May 20 comments"),
        ("31/02/2017", "fr", "day", "31/02/2017"),
        ("1.2.3.4", "de", "day", "1.2.3.4"),
        ("12 boats 2017", "en", "month", "12 boats 2017"),
    ],
)
def test_what_language_and_order_decide(text: str, language: str, order: Order, meant: str) -> None:
    assert plain(text, language, order) == meant


@pytest.mark.parametrize(
    ("language", "host", "order"),
    [
        ("en-US", "port.example", "month"),
        ("en-GB", "port.com", "day"),
        ("en", "port.com", "month"),
        ("en", "port.co.uk", "day"),
        ("de", "port.com", "day"),
        ("", "port.com", ""),
        ("", "port.de", "day"),
    ],
)
def test_the_order_of_a_page(language: str, host: str, order: str) -> None:
    assert order_of(language, host) == order


@given(st.text(max_size=60), st.sampled_from(["", "en", "fa", "hr"]), st.sampled_from(["", "day", "month"]))
def test_plain_never_raises(text: str, language: str, order: Order) -> None:
    assert isinstance(plain(text, language, order), str)


@given(st.dates(), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]))
def test_every_day_comes_through(day: object, form: str) -> None:
    import datetime

    assert isinstance(day, datetime.date)
    if day.year >= 1900 and day.year < 2100:
        assert plain(day.strftime(form), "", "day") == day.isoformat()
