import newscore as nc

model = nc.BoilerplateModel().fit(pages["text"], source=pages["outlet"])
pipe = nc.Pipeline(boilerplate=model)
out = pipe.run(pages, id="url", published="published", source="outlet")
assert out.audit().balanced  # every character has one owner

doubts = out.doubtful(20, kinds=["cut"])
for number, doubt in enumerate(doubts):
    # Look at each; here, whatever has more than twenty words is a paragraph, and stays.
    (doubts.reject if len(doubt.text.split()) > 20 else doubts.accept)(number)
doubts.overrides.save("decisions.json")

final = nc.Pipeline(boilerplate=model, overrides=doubts.overrides)
corpus = final.run(pages, id="url", published="published", source="outlet")
print(nc.compare(out, corpus))
corpus.write_parquet("corpus", report="The corpus as analysed")  # manifest.json says with what
