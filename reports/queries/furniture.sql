-- description: Mentions in running headers and footers: kept, but in no total
-- example: policylens query furniture
-- table: snapshot, document_key, term, page, line
select mention_id, snapshot, document_key, m.approach, term, page, page_label, block, match, block_text as line
from snapshot_mention_or_furniture m
join approach a on a.approach = m.approach
where zone = 'furniture' and ($approach is null or m.approach = $approach)
order by snapshot, a.position, document_key, block, start_at
