-- Every mention that counts, once for each snapshot it stands in, with the whole block around it.
select m.snapshot, m.document_key, m.approach, m.term, m.mention_id, m.sha256, m.page, m.page_label, m.zone, m.section,
  m.block_kind, m.paragraph_number, m.start_at, m.end_at, m.match, m.disputed, m.block_text
from snapshot_mention m
join approach a on a.approach = m.approach
order by a.position, m.document_key, m.snapshot, m.block, m.start_at
