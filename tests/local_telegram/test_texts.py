"""HTML, entities, lengths (design §5): as TDLib's parse_html reads them, offsets in UTF-16 units."""

import pytest
from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest

from bot.local_telegram import LocalPerson
from bot.local_telegram.errors import ApiError
from bot.local_telegram.texts import parse_html, tidy, to_html, utf16


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Қазақстан</b>", "Қазақстан", [("bold", 0, 9)]),
        ("😀<i>a</i>", "😀a", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("italic", 1, 1), ("bold", 0, 2)]),
        ("1 &lt; 2 &amp;&amp; &quot;x&quot; &#1179;&#x49B;", '1 < 2 && "x" ққ', []),
        ("a & b &nbsp; &lt", "a & b &nbsp; <", []),
        ("<U>u</U><ins>v</ins><s>s</s><del>d</del>", "uvsd",
         [("underline", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1), ("strikethrough", 3, 1)]),
        ("<span class='tg-spoiler'>s</span>", "s", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)  # fmt: skip
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found_text, found = parse_html(source)
    assert found_text == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_links_and_languages() -> None:
    assert parse_html('<a href="https://invest.gov.kz/?a=1&amp;b=2">к</a>')[1] == [
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://invest.gov.kz/?a=1&b=2"}
    ]
    assert parse_html("<a href='javascript:x'>к</a>") == ("к", [])
    assert parse_html('<pre><code class="language-sql">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "sql"}
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('"QAZAQSTAN <MONARH>"', 'Unsupported start tag "monarh" at byte offset 11'),
        ("Қ<script>", 'Unsupported start tag "script" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</a>", "Unexpected end tag at byte offset 0"),
        ("<b>ә</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b x>y</b>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
        ("<span class='x'>y</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("&#xd800;", "Text contains invalid Unicode characters"),
    ],
)
def test_attacks_58_and_95_bad_html_is_refused_with_its_place(source: str, said: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source + (">" if source == "a < b" else ""))
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {said}")


def test_text_is_tidied_and_entities_follow() -> None:
    text, entities = tidy(" \n\tҚ\rаз\x07 😀 \n", [{"type": "bold", "offset": 3, "length": 4}])
    assert text == "Қаз  😀"
    assert entities == [{"type": "bold", "offset": 0, "length": 3}]
    assert tidy("\u202eabc", []) == ("abc", [])


def test_commands_and_links_are_found() -> None:
    kinds = [(e["type"], e["offset"], e["length"]) for e in tidy("😀 /start и https://x.kz/a.", [])[1]]
    assert kinds == [("bot_command", 3, 6), ("url", 12, 14)]
    assert tidy("и/или 1/2", [])[1] == []


@pytest.mark.parametrize(
    "source", ["<b>a<i>b</i></b> &lt;c&gt; 😀<code>d &amp;</code>", "<blockquote>a\nb</blockquote>"]
)
def test_html_comes_back(source: str) -> None:
    assert to_html(*tidy(*parse_html(source))) == source


async def test_attack_57_limits_count_after_parsing_in_utf16(bot: Bot, aigul: LocalPerson) -> None:
    just = "<b>" + "&lt;" * 4096 + "</b>"
    await bot.send_message(5001, just, parse_mode=ParseMode.HTML)
    assert utf16(aigul.last().text) == 4096
    for too_long in ("x" * 4097, "😀" * 2049):
        with pytest.raises(TelegramBadRequest, match="message is too long"):
            await bot.send_message(5001, too_long)
    await bot.send_message(5001, "😀" * 2048)


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>", "<b> </b>"])
async def test_attack_64_empty_text_is_refused(bot: Bot, aigul: LocalPerson, text: str) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(5001, text, parse_mode=ParseMode.HTML)


async def test_without_parse_mode_markup_is_text(bot: Bot, aigul: LocalPerson) -> None:
    sent = await bot.send_message(5001, "<b>x</b> *y*")
    assert sent.text == "<b>x</b> *y*"
    assert sent.entities is None


async def test_other_parse_modes_are_not_played(bot: Bot, aigul: LocalPerson) -> None:
    with pytest.raises(TelegramBadRequest, match="unsupported parse_mode"):
        await bot.send_message(5001, "x", parse_mode=ParseMode.MARKDOWN_V2)


async def test_attack_57_the_app_cuts_a_persons_long_text(bot: Bot, aigul: LocalPerson) -> None:
    await aigul.send("ә" * 5000)
    updates = await bot.get_updates()
    assert [len(u.message.text or "") for u in updates if u.message] == [4096, 904]
