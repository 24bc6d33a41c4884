"""newscore beside its peers; see `__main__`."""
