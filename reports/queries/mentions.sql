-- description: Every mention with its surroundings, page and source; those in running headers and footers are apart
-- example: policylens query mentions --snapshot 2022-12-31 --approach contextual-safeguarding --format xlsx --out mentions.xlsx
-- table: snapshot, document_key, page, left, match, right
select mention_id, snapshot, document_key, title, issuer, nation, published, m.approach, term, page, page_label, block,
  start_at as "start", end_at as "end", left_context as "left", match, right_context as "right", disputed, source, sha256
from snapshot_mention m
join approach a on a.approach = m.approach
where $approach is null or m.approach = $approach
order by snapshot, a.position, document_key, block, start_at
