"""Dask with two worker processes says, row for row, what one machine says."""

import dask.dataframe as dd
import pyarrow as pa
import pytest
from distributed import Client, LocalCluster

import newscore as nc
from conftest import NAMED, TABLES, check_written, ordered
from newscore.dask import run


@pytest.fixture(scope="session")
def client():
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as connected,
    ):
        yield connected


@pytest.fixture(scope="session")
def pages(client, frame):
    return dd.from_pandas(frame, npartitions=6)


def rows_of(frame):
    return pa.Table.from_pandas(frame, preserve_index=False).to_pylist()


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_that_of_one_machine(pages, single, gazetteer, table):
    found = rows_of(getattr(run(pages, gazetteer=gazetteer, **NAMED), table).compute())
    assert len(found) == len(single[table]) > 0
    assert ordered(found) == ordered(single[table])


def test_two_processes_work(client, pages):
    def where(part):
        import os

        return part.assign(process=os.getpid())[["process"]]

    processes = pages.map_partitions(where, meta={"process": int}).compute()["process"]
    assert processes.nunique() == 2
    assert {*processes} == {*client.run(lambda: __import__("os").getpid()).values()}


def test_one_pass_writes_all_tables(pages, single, gazetteer, tmp_path):
    check_written(run(pages, gazetteer=gazetteer, **NAMED), tmp_path / "out", single)


def test_what_is_missing_is_named(pages):
    with pytest.raises(nc.OptionError, match=r"no column 'id'; the frame has 'url', 'body'"):
        run(pages, text="body")
    with pytest.raises(TypeError, match="a pipeline, or its options"):
        run(pages, pipeline=nc.Pipeline(), articles="single", **NAMED)
