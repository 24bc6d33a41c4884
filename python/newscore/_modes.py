"""The values that options take, for type checkers; nothing imports this at run time. The core says what is accepted."""

from typing import Literal, TypeAlias

Action: TypeAlias = Literal["keep", "metadata", "drop"]
ArticleMode: TypeAlias = Literal["auto", "single", "aggressive"]
CaseMode: TypeAlias = Literal["smart", "exact", "ignore"]
Spelling: TypeAlias = Literal["exact", "variants"]
Overlap: TypeAlias = Literal["longest", "all", "priority"]
Lang: TypeAlias = Literal[
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "zh",
    "ja",
    "ar",
    "hi",
    "pl",
    "cs",
    "sv",
    "da",
    "no",
    "fi",
    "hu",
    "tr",
    "id",
    "is",
    "ko",
]
LineBreaks: TypeAlias = Literal["ends", "wrapped"]
Unit: TypeAlias = Literal["code points", "bytes"]
