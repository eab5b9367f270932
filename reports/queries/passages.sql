-- description: Candidates: passages near an approach's definition in meaning that do not name it, nearest first
-- example: policylens query passages --approach transitional-safeguarding
-- table: snapshot, approach, rank, similarity, document_key, page, text
with named as (
  select distinct c.sha256, c.chunk, m.approach
  from chunk c
  join mention m on m.sha256 = c.sha256 and m.block between c.first_block and c.last_block
),
-- A list of references names many things and means none of them.
lists as (
  select distinct c.sha256, c.chunk
  from chunk c
  join block b on b.sha256 = c.sha256 and b.block = c.first_block
  where b.kind = 'reference'
),
near as (
  select d.snapshot, a.approach, a.position, d.document_key, d.title, d.source, c.sha256, c.chunk, c.page, c.heading,
    c.text, array_cosine_similarity(v.vector, definition.vector) as similarity
  from snapshot_document d
  join snapshot_text t on t.snapshot = d.snapshot and t.document_key = d.document_key
  join chunk c on c.sha256 = t.sha256
  join text_vector v on v.text_hash = c.text_hash
  cross join approach a
  join text_vector definition on definition.text_hash = a.definition_hash
  anti join lists l on l.sha256 = c.sha256 and l.chunk = c.chunk
  anti join named n on n.sha256 = c.sha256 and n.chunk = c.chunk and n.approach = a.approach
  where d.obtained and ($approach is null or a.approach = $approach)
),
ranked as (
  select *, row_number() over (partition by snapshot, approach order by similarity desc, document_key, chunk) as rank
  from near
)
select snapshot, approach, rank, similarity, document_key, title, page, heading, text, source, sha256
from ranked
where rank <= 20
order by snapshot, position, rank
