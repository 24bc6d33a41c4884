r"""News text in; clean articles, sentences and entity mentions out, every offset leading back to the untouched page.

Core abstractions:
    Page: one analysed text, with its segments, articles, sentences and mentions.
    Gazetteer: the names to find.
    Pipeline: all choices in one immutable object; `run` takes frames to tables.
    BoilerplateModel: what a publisher prints on every page, learned from its pages.

Quick start:
    >>> import newscore as nc
    >>> story = "OSLO, Nov. 3 (Nordwire) — Ships queued for days, the port said."
    >>> page = nc.analyze(f"Osk port reopens | Trade\n\n{story}\n\nSource link")
    >>> page.articles[0].headline, page.articles[0].dateline_place
    ('Osk port reopens', 'OSLO')
    >>> page.text
    'OSLO, Nov. 3 (Nordwire) — Ships queued for days, the port said.'
"""

from newscore._alignment import Alignment as Alignment
from newscore._article import Article as Article
from newscore._boilerplate import BoilerplateModel as BoilerplateModel
from newscore._compare import Comparison as Comparison
from newscore._compare import compare as compare
from newscore._core import Gazetteer as Gazetteer
from newscore._core import Mention as Mention
from newscore._core import __version__ as __version__
from newscore._core import rules as rules
from newscore._counts import cooccurrence as cooccurrence
from newscore._counts import counts as counts
from newscore._counts import kwic as kwic
from newscore._counts import timeline as timeline
from newscore._errors import MissingLibraryError as MissingLibraryError
from newscore._errors import NewscoreError as NewscoreError
from newscore._errors import NotFittedError as NotFittedError
from newscore._errors import OptionError as OptionError
from newscore._errors import StoreError as StoreError
from newscore._errors import TableError as TableError
from newscore._evaluate import evaluate as evaluate
from newscore._gazetteer import read_gazetteer as read_gazetteer
from newscore._overrides import Overrides as Overrides
from newscore._page import Page as Page
from newscore._pipeline import Pipeline as Pipeline
from newscore._table import Table as Table
from newscore._types import Boundary as Boundary
from newscore._types import Candidate as Candidate
from newscore._types import Credit as Credit
from newscore._types import Decision as Decision
from newscore._types import Field as Field
from newscore._types import Segment as Segment
from newscore._types import Sentence as Sentence
from newscore._verbs import analyze as analyze
from newscore._verbs import clean as clean
from newscore._verbs import explain_sentences as explain_sentences
from newscore._verbs import run as run
from newscore._verbs import sentence_spans as sentence_spans
from newscore._verbs import sentences as sentences
