"""The audit of a run: every character has one owner, and the doubtful starts are named."""

from __future__ import annotations

from typing import Any


class Audit:
    """What `RunResult.audit` found.

    Attributes:
        manifest: the run's manifest; its "owners", "characters" and "unaccounted" are what is audited.
        n_articles: articles in all.
        doubtful: articles whose start is less sure than `confidence`: page_id, article_id, start, confidence, headline.
        confidence: the limit.
    """

    def __init__(
        self, manifest: dict[str, Any], n_articles: int, doubtful: list[dict[str, Any]], confidence: float
    ) -> None:
        self.manifest = manifest
        self.n_articles = n_articles
        self.doubtful = doubtful
        self.confidence = confidence

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Audit) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def balanced(self) -> bool:
        """Whether every character that is not blank stands in one segment, and every segment has one owner."""
        characters, owners = self.manifest["characters"], self.manifest["owners"]
        owned = owners["articles"]["characters"] + owners["page"]["characters"]
        return bool(self.manifest["unaccounted"] == 0 and owned + characters["blank"] == characters["total"])

    def __str__(self) -> str:
        """A few lines for a person."""
        owners, characters = self.manifest["owners"], self.manifest["characters"]
        segments = owners["articles"]["segments"] + owners["page"]["segments"]
        counts = [(self.manifest["pages"], "page"), (self.n_articles, "article"), (segments, "segment")]
        shares = (
            f"{characters['total']} characters: {owners['articles']['characters']} in articles, "
            f"{owners['page']['characters']} of the pages themselves, {characters['blank']} blank between; "
            f"{self.manifest['unaccounted']} unaccounted for"
        )
        lines = [", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts), shares]
        if not self.doubtful:
            lines.append(f"no article start below {self.confidence}")
        for row in self.doubtful:
            headline = row["headline"] or "no headline"
            lines.append(
                f"doubtful ({row['confidence']:.2f}): {row['page_id']} article {row['article_id']}: {headline}"
            )
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from newscore._cards import audit_html

        return audit_html(self)
