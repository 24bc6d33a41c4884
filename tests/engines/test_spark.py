"""Spark with two executors says, row for row, what one machine says."""

import pytest
from pyspark.sql import SparkSession

import newscore as nc
from conftest import NAMED, TABLES, check_written, ordered
from newscore.spark import run


@pytest.fixture(scope="session")
def spark():
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("newscore")
    for key, value in {
        "spark.ui.enabled": "false",
        # No task before both executors are there.
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "120s",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "17",
        "spark.sql.shuffle.partitions": "4",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def pages(spark, frame):
    rows = [tuple(None if value != value else value for value in row) for row in frame.itertuples(index=False)]  # noqa: PLR0124
    return spark.createDataFrame(rows, "url string, body string, day string, outlet string").repartition(4)


def rows_of(frame):
    return [row.asDict(recursive=True) for row in frame.collect()]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_that_of_one_machine(pages, single, gazetteer, table):
    found = rows_of(getattr(run(pages, gazetteer=gazetteer, **NAMED), table))
    assert len(found) == len(single[table]) > 0
    assert ordered(found) == ordered(single[table])


def test_two_executors_work_and_map_the_file(spark, pages, gazetteer):
    def where(batches):
        from pathlib import Path

        import pyarrow as pa
        from pyspark import SparkFiles

        for batch in batches:
            for out in nc.Pipeline().stream([batch], **NAMED):
                assert out.n_pages == batch.num_rows
        sent = str(Path(SparkFiles.getRootDirectory()).resolve())
        yield pa.RecordBatch.from_pydict(
            {"where": [sent], "files": [" ".join(path.name for path in Path(sent).iterdir())]}
        )

    run(pages, gazetteer=gazetteer, **NAMED)
    found = pages.mapInArrow(where, "where string, files string").distinct().collect()
    assert len({row["where"] for row in found}) == 2
    assert all(".gaz" in row["files"] for row in found)


def test_numbers_as_ids_options_and_a_model(spark, frame):
    texts = frame["body"].dropna().head(40)
    given = spark.createDataFrame(list(enumerate(texts)), "n long, text string")
    model = nc.BoilerplateModel(min_pages=2).fit(list(texts) * 2, source="osk")
    pipe = nc.Pipeline(articles="single", actions={"caption": "keep"}, disable=["newsletter"], boilerplate=model)
    found = {row["page_id"]: row["text"] for row in rows_of(run(given, id="n", pipeline=pipe).pages)}
    assert found == dict(enumerate(pipe.run(list(texts)).pages["text"]))


def test_one_pass_writes_all_tables(pages, single, gazetteer, tmp_path):
    check_written(run(pages, gazetteer=gazetteer, **NAMED), tmp_path / "out", single)


def test_what_is_missing_is_named(spark, pages):
    with pytest.raises(nc.OptionError, match=r"no column 'id'; the frame has 'url', 'body'"):
        run(pages, text="body")
    with pytest.raises(nc.OptionError, match="aggressive"):
        run(pages, articles="some", **NAMED)
    with pytest.raises(TypeError, match="a pipeline, or its options"):
        run(pages, pipeline=nc.Pipeline(), articles="single", **NAMED)
