"""Names in comparable form."""

import pandas as pd
import pytest

from lib.dataset.names import coded, codes_of, handle, identifier, person, profile, squashed, tag


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("https://www.instagram.com/Anna.Bee/", ("instagram", "anna.bee")),
        ("tiktok.com/@bob?lang=en", ("tiktok", "bob")),
        ("https://www.tiktok.com/@bob/video/123", ("tiktok", "bob")),
        ("https://m.youtube.com/c/Cara", ("youtube", "cara")),
        ("https://youtube.com/channel/UCx_1", ("youtube", "ucx_1")),
        ("https://twitter.com/dee", ("x", "dee")),
        ("https://instagram.com/p/XyZ/", ("instagram", None)),
        ("https://youtube.com/watch?v=1", ("youtube", None)),
        ("https://example.com/blog", (None, None)),
        ("no link", (None, None)),
    ],
)
def test_profile_links_name_platform_and_account(written, found):
    assert profile(written) == found


def test_handles_identifiers_and_tags_ignore_writing():
    assert handle(" @Some.One ") == "some.one"
    assert handle("") is None
    assert identifier("12.0") == "12"
    assert identifier("12.5") == "12.5"
    assert tag("Spring_Sale%202026") == tag("spring sale 2026") == "spring-sale-2026"
    assert squashed("Spring-Sale") == squashed("springsale")
    assert tag("Скидка Весна") == "скидка-весна"
    assert codes_of("ANNA10, bob|Cy20") == ["anna10", "bob", "cy20"]


def test_one_letter_written_as_one_sign_or_two_or_wide_is_one_letter():
    composed, decomposed, wide = "Zo\u00eb", "Zoe\u0308", "\uff21\uff2e\uff2e\uff21"
    for normalise in (handle, identifier, person, tag, codes_of):
        assert normalise(composed) == normalise(decomposed)
        assert normalise(wide) == normalise("anna")


def test_coded_numbers_equal_writings_alike_and_missing_minus_one():
    codes, values = coded(pd.Series(["@A", None, "a", "b"], dtype="str"), handle)
    assert codes.tolist() == [0, -1, 0, 1]
    assert values == ["a", "b"]
