import newscore as nc

# A gazetteer needs an id and an alias; a family name lets later mentions refer back.
names = nc.Gazetteer.from_frame(people)
out = nc.run(pages, id="url", source="outlet", gazetteer=names)

hers = out.mentions[out.mentions["entity_id"] == "person:brandt"]
places = hers[["page_id", "article_id", "sentence_id"]].dropna().drop_duplicates()
said = out.sentences.merge(places)
quoted = said[said["text"].str.contains("“|said")]
quoted = quoted.merge(pages[["url", "outlet", "published"]], left_on="page_id", right_on="url")
print(quoted.sort_values("published")[["published", "outlet", "text"]].to_string(index=False, max_rows=5))
assert len(quoted) > 20
