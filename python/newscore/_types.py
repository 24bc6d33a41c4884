"""Small records: what the core hands out, and what people decide."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost as much as the rest of the package
if TYPE_CHECKING:
    from typing import NamedTuple

    class Credit(NamedTuple):
        """The record below, with the types of its fields."""

        name: str
        role: str
        start: int
        end: int

    class Boundary(NamedTuple):
        """The record below, with the types of its fields."""

        at: int
        ends: bool
        rule: str

    class Decision(NamedTuple):
        """The record below, with the types of its fields."""

        kind: str
        source: str | None
        key: str
        verdict: str
        value: str | None
        excerpt: str

else:
    from collections import namedtuple

    Credit = namedtuple("Credit", ["name", "role", "start", "end"])  # noqa: PYI024 - as above
    Credit.__doc__ = r"""Somebody credited in an article: name, role, and where the name stands (code points).

    Example:
        >>> import newscore as nc
        >>> nc.analyze("By Ilse Oru\n\nThe dock reopened on Monday, the port of Osk said.").articles[0].credits
        [Credit(name='Ilse Oru', role='author', start=3, end=11)]
    """

    Boundary = namedtuple("Boundary", ["at", "ends", "rule"])  # noqa: PYI024 - as above
    Boundary.__doc__ = r"""A place where a sentence ends or might have ended, and the rule that decided.

    `at` counts code points and stands after the mark and the quotes that close with it.

    Example:
        >>> import newscore as nc
        >>> nc.explain_sentences("Mr. Fen left.")[0]
        Boundary(at=3, ends=False, rule='abbreviation-binds')
    """

    Decision = namedtuple("Decision", ["kind", "source", "key", "verdict", "value", "excerpt"])  # noqa: PYI024 - as above
    Decision.__doc__ = """One decision of a person, see `newscore.Overrides`.

    kind: "segment", "article" or "mention".
    source: the outlet whose pages it holds for; None: pages of every source.
    key: 16 hexadecimal digits, made from kind, source and the whole text: what the decision is found by.
    verdict: "accept" or "reject" of what the engine had said.
    value: of a segment its label; of a mention the id of its entity, or None; of an article None or "begins".
    excerpt: how the text begins, for people who read the file.

    Example:
        >>> import newscore as nc
        >>> [decision] = nc.Overrides().label("READ MORE: Six ports to watch", "body")
        >>> decision.kind, decision.value, decision.excerpt
        ('segment', 'body', 'READ MORE: Six ports to watch')
    """
