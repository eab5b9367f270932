-- description: How many documents mention each approach, and how often, at each snapshot
-- example: policylens query prevalence --by nation
-- table: snapshot, approach, group, obtained, documents_with_mention, share, share_low, share_high, mentions, mentions_per_10k
with mentions as (
  select snapshot, document_key, approach, count(*) as mentions from snapshot_mention group by all
),
cells as (
  select d.snapshot, a.approach, a.kind, a.position, g.dimension, g.group_name,
    count(*) as documents,
    count(*) filter (d.obtained) as obtained,
    count(*) filter (m.mentions > 0) as documents_with_mention,
    coalesce(sum(m.mentions), 0) as mentions,
    coalesce(sum(d.words), 0) as words
  from snapshot_document d
  join document_group g on g.snapshot = d.snapshot and g.document_key = d.document_key
  cross join approach a
  left join mentions m on m.snapshot = d.snapshot and m.document_key = d.document_key and m.approach = a.approach
  where g.dimension in ('all', coalesce($by, 'all')) and ($approach is null or a.approach = $approach)
  group by all
)
select snapshot, approach, kind, group_name as "group", documents, obtained, documents_with_mention,
  documents_with_mention / nullif(obtained, 0) as share,
  wilson_low(documents_with_mention, obtained) as share_low,
  wilson_high(documents_with_mention, obtained) as share_high,
  mentions, words,
  mentions * 10000 / nullif(words, 0) as mentions_per_10k
from cells
order by snapshot, position, dimension = 'all', group_name
