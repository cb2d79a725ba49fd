"""What every page uses: uploaded text made harmless, errors as sentences, empty states that teach."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from lib.ui.parts import safe_markdown

APP = str(Path(__file__).resolve().parents[3] / "app.py")


@given(st.text(alphabet="ab*_[]()!<>|`#$:~\\&;.-+1 \n\thttp/", max_size=60))
def test_uploaded_text_never_becomes_markup(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(safe_markdown(text))
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in inline} <= {"text", "text_special"}
    assert "".join(child.content for child in inline).replace("\u2060", "") == " ".join(text.split())


def test_uploaded_addresses_are_not_made_links() -> None:
    assert "://" not in safe_markdown("see https://example.org now").replace("\\", "")
    assert "www." not in safe_markdown("WWW.example.org".lower()).replace("\\", "")


def broken_page() -> None:
    import streamlit as st

    from lib.ui.parts import sentences

    with sentences():
        raise RuntimeError("secret detail")
    st.write("the rest")


def test_an_error_becomes_one_sentence_and_the_rest_is_drawn() -> None:
    page = AppTest.from_function(broken_page).run()
    assert not page.exception
    assert "could not be drawn" in page.error[0].value
    assert "secret" not in page.error[0].value
    assert page.markdown[-1].value == "the rest"


def test_the_sample_says_so_and_one_click_clears_it() -> None:
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert any("Sample workspace" in caption.value for caption in page.caption)
    page.button(key="clear_sample").click().run()
    assert not page.exception and not page.error
    assert not any("Sample workspace" in caption.value for caption in page.caption)
    assert page.session_state["workspace"].dataset.creators.empty
