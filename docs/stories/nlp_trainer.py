import json
from pathlib import Path

import newscore as nc

names = nc.Gazetteer.builtin() | nc.Gazetteer.from_frame(people)
out = nc.run(pages, id="url", source="outlet", gazetteer=names)
flags = out.pages.set_index("page_id")["flags"].dropna()
free = [page for page, found in flags.items() if "no-machine-learning" not in list(found)]

sure = out.mentions.dropna(subset=["entity_id", "sentence_id"])
spans = dict(list(sure.groupby(["page_id", "sentence_id"])))
with open("train.jsonl", "w", encoding="utf-8") as lines:
    for row in out.sentences[out.sentences["page_id"].isin(free)].itertuples():
        found = spans.get((row.page_id, row.sentence_id), sure[:0])
        ents = [[m.start - row.start, m.end - row.start, m.entity_type] for m in found.itertuples()]
        lines.write(json.dumps({"text": row.text, "entities": ents}) + "\n")
print(json.loads(Path("train.jsonl").read_text(encoding="utf-8").splitlines()[0]))
