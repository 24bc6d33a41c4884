"""The part of YAML that dictionaries of words are written in: nested keys, and lists of words under the last.

A full reader of YAML would be one more package to install, and would take the country code NO for "false".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscore._errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a backslash stands before, in double quotes.
_ESCAPED = re.compile(r'\\(["\\/])')


def lists(text: str) -> Iterator[tuple[int, tuple[str, ...], list[str]]]:  # noqa: C901 - one case a kind of line
    """Each list of words: its line, the keys that lead to it, the words.

    Raises:
        TableError: a line is none of key, list or comment; the message has its number.
    """
    keys: list[tuple[int, str]] = []
    open_list: tuple[int, list[str]] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = _without_comment(raw)
        body = line.strip()
        if not body or body in {"---", "..."}:
            continue
        if open_list is not None:
            start, parts = open_list
            parts.append(body)
            if body.endswith("]"):
                yield start, tuple(key for _, key in keys), _words(" ".join(parts), start)
                open_list = None
            continue
        indent = len(line) - len(line.lstrip(" "))
        if body.startswith("- ") and keys:
            yield number, tuple(key for _, key in keys), [_plain(body[2:].strip())]
            continue
        key, colon, value = _split(body)
        if not colon:
            raise TableError(f"line {number}: neither a key with a colon nor a list: {body!r}")
        while keys and keys[-1][0] >= indent:
            keys.pop()
        keys.append((indent, _plain(key.strip())))
        value = value.strip()
        if value.startswith(("&", "*", "{", "|", ">", "!")):
            raise TableError(f"line {number}: anchors, tags, blocks and {{...}} are not read: {value!r}")
        if value.startswith("[") and not value.endswith("]"):
            open_list = (number, [value])
        elif value:
            words = _words(value, number) if value.startswith("[") else [_plain(value)]
            yield number, tuple(key for _, key in keys), words
    if open_list is not None:
        raise TableError(f"line {open_list[0]}: the list does not end")


def _split(body: str) -> tuple[str, str, str]:
    """Key, colon and value; a colon inside quotes, or without a blank after it, parts nothing."""
    quote = ""
    for at, char in enumerate(body):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"" and not body[:at].strip():
            quote = char
        elif char == ":" and (at + 1 == len(body) or body[at + 1] == " "):
            return body[:at], ":", body[at + 1 :]
    return body, "", ""


def _without_comment(line: str) -> str:
    quote = ""
    for at, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"" and (at == 0 or line[at - 1] in " [,"):
            quote = char
        elif char == "#" and (at == 0 or line[at - 1] == " "):
            return line[:at]
    return line


def _words(text: str, line: int) -> list[str]:
    if not text.endswith("]"):
        raise TableError(f"line {line}: something stands after the list: {text!r}")
    words, word, quote = [], "", ""
    for char in text[1:-1]:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"" and not word.strip():
            quote = char
        elif char == ",":
            words.append(word)
            word = ""
            continue
        word += char
    return [_plain(word.strip()) for word in [*words, word] if word.strip()]


def _plain(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].replace("''", "'") if text[0] == "'" else _ESCAPED.sub(r"\1", text[1:-1])
    return text
