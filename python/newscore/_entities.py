"""The entities of a gazetteer: from the ids that tables of mentions hold to names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from newscore._libraries import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscore._core import Gazetteer


# How countries are called that the built-in gazetteer knows by a longer, older or shared name first.
_COUNTRIES = frozenset(
    (
        "Antigua and Barbuda|Bosnia and Herzegovina|Caribbean Netherlands|Comoros|"
        "Democratic Republic of the Congo|Dominica|Faroe Islands|Germany|India|Jordan|Kyrgyzstan|Laos|"
        "Luxembourg|Micronesia|Moldova|Myanmar|Netherlands|New Zealand|North Korea|North Macedonia|"
        "Northern Mariana Islands|Pakistan|Republic of the Congo|Réunion|Saint Helena|Saint Kitts and Nevis|"
        "Samoa|San Marino|Saudi Arabia|Singapore|Sint Maarten|Slovakia|South Africa|South Korea|South Sudan|"
        "Spain|Sri Lanka|Sudan|Suriname|Svalbard and Jan Mayen|Switzerland|Taiwan|Thailand|Timor-Leste|"
        "Trinidad and Tobago|Turkey|Turks and Caicos Islands|United Kingdom|United States|Venezuela|Vietnam|"
        "Zimbabwe"
    ).split("|")
)


class Entity(NamedTuple):
    """An entity of a gazetteer: id, type, the name to show, all aliases."""

    entity_id: str
    entity_type: str
    name: str
    aliases: list[str]


def _rank(alias: str, entity_id: str, entity_type: str, kind: str) -> int:
    """How much an alias is the name of its entity."""
    if kind != "name":
        return 0
    spelt = entity_id.partition(":")[2]
    if (entity_type == "country" and alias in _COUNTRIES) or (len(spelt) == len(alias) and spelt == _spelt(alias)):
        return 2
    return 1


def _spelt(alias: str) -> str:
    plain = (char for char in unicodedata.normalize("NFD", alias.lower()) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]", "-", "".join(plain))


class Entities(Mapping[str, Entity]):
    """The entities of a gazetteer by their ids, in the order in which they were added: `gazetteer.entities`.

    The name of one is its first alias of kind "name", where it has none its first alias; but that which its id spells
    out behind a colon goes first (`person:xi-jinping`), and "South Korea" goes before "Korea". Aliases stand in the
    order in which they were added. Made at the first look, some two microseconds an alias.

    Example:
        >>> import newscore as nc
        >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Port of Osk", "Osk"], "Q2": ["Ilse Oru"]}, entity_type="demo")
        >>> gaz.entities["Q1"]
        Entity(entity_id='Q1', entity_type='demo', name='Port of Osk', aliases=['Port of Osk', 'Osk'])
        >>> gaz.entities.names
        {'Q1': 'Port of Osk', 'Q2': 'Ilse Oru'}
        >>> counted = nc.counts(gaz.find_table(["Osk, Osk and Ilse Oru"])).to_pandas()
        >>> counted["entity_id"].map(gaz.entities.names).to_list()
        ['Port of Osk', 'Ilse Oru']
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_id: dict[str, Entity] = {}

    def _known(self) -> dict[str, Entity]:
        if not self._by_id:
            aliases = self._gazetteer.aliases
            ranks: dict[str, int] = {}
            for at in range(len(aliases)):
                entry = self._gazetteer._entry(at)  # noqa: SLF001 - of its own package
                if entry is None:
                    continue
                entity, kind, _ = entry
                alias = aliases[at]
                found = self._by_id.setdefault(entity, Entity(entity, kind, alias, []))
                found.aliases.append(alias)
                rank = _rank(alias, *entry)
                if rank > ranks.setdefault(entity, 0):
                    ranks[entity] = rank
                    self._by_id[entity] = found._replace(name=alias)
        return self._by_id

    def __getitem__(self, entity_id: str) -> Entity:
        return self._known()[entity_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entities) and self._gazetteer == other._gazetteer

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Entities, (self._gazetteer,)

    def __repr__(self) -> str:
        return f"Entities({len(self)} of {self._gazetteer!r})"

    @property
    def names(self) -> dict[str, str]:
        """The names by id, for `frame["entity_id"].map(names)`; in Polars `.replace_strict(names, default=None)`."""
        return {entity.entity_id: entity.name for entity in self.values()}

    def to_pylist(self) -> list[dict[str, Any]]:
        """A dict an entity: entity_id, entity_type, name, aliases."""
        return [entity._asdict() for entity in self.values()]

    def to_arrow(self) -> Any:
        """A pyarrow table to join with: entity_id, entity_type, name, aliases (a list)."""
        pyarrow = load("pyarrow", "an Arrow table")
        text = pyarrow.large_string()
        kinds = {"entity_id": text, "entity_type": text, "name": text, "aliases": pyarrow.list_(text)}
        return pyarrow.Table.from_pylist(self.to_pylist(), schema=pyarrow.schema(kinds))

    def to_pandas(self) -> Any:
        """The same as a pandas frame."""
        return load("pandas", "a pandas frame").DataFrame(list(self.values()), columns=Entity._fields)

    def to_polars(self) -> Any:
        """The same as a Polars frame."""
        polars = load("polars", "a Polars frame")
        kinds = dict.fromkeys(Entity._fields, polars.String) | {"aliases": polars.List(polars.String)}
        return polars.DataFrame(list(self.values()), schema=kinds, orient="row")
