import newscore as nc
from newscore import plots

names = nc.Gazetteer.builtin() | nc.Gazetteer.from_frame(people)
out = nc.run(pages, id="url", published="published", source="outlet", gazetteer=names)

print(nc.counts(out, names=names).head(5).to_string(index=False))

monthly = nc.timeline(out, date="published", freq="month")
council = monthly[monthly["entity_id"] == "org:five-seas"].set_index("period")["n_articles"]
assert council["2026-05"] > council["2026-01"]  # it had its spring
plots.timeline(out, date="published", freq="week", entities=["org:five-seas"], names=names).save("council.svg")
