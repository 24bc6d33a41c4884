from pathlib import Path

import pyarrow.parquet as pq

import newscore as nc

pages.to_parquet("scrape.parquet")
pipe = nc.Pipeline(gazetteer=nc.Gazetteer.builtin())
batches = pq.ParquetFile("scrape.parquet").iter_batches(batch_size=64)

total = 0
for number, out in enumerate(pipe.stream(batches, id="url", source="outlet")):
    out.write_parquet(Path("tables", f"part={number:05}"))
    total += out.manifest["characters"]["total"]

sentences = pq.read_table("tables/part=00000/sentences.parquet")
assert {"page_id", "article_id", "sentence_id"} <= set(sentences.column_names)
assert total == pages["text"].str.len().sum()
