"""What newscore raises. Bad configuration raises, early and by name; bad text never does."""


class NewscoreError(Exception):
    """The base of every error of newscore's own."""


class OptionError(NewscoreError, ValueError):
    """An option, or a value of one, is not accepted; the message names the accepted ones."""


class TableError(NewscoreError, ValueError):
    """A table of input is not what it must be: a column is missing, an id stands twice, a row is malformed."""


class MissingLibraryError(NewscoreError, ImportError):
    """An optional library is needed; the message has the pip command that brings it."""


class NotFittedError(NewscoreError, ValueError, AttributeError):
    """A model is asked before it was fitted."""
