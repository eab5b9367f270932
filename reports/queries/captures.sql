-- description: What was got of each document at each snapshot, a row a file, or why nothing was
-- example: policylens query captures --snapshot 2020-06-30 --format xlsx --out captures.xlsx
-- table: document_key, snapshot, status, reason, route, distance_days, rule, published, bytes
with numbered as (
  select s.snapshot, c.*
  from capture c
  join snapshot s on c.as_at = s.snapshot
  where c.current
),
seen as (
  select *,
    lag(sha256) over (partition by document_key, part order by snapshot) as sha256_before
  from numbered
)
select document_key, snapshot,
  case when status = 'obtained' and sha256 = sha256_before then 'unchanged' else status end as status,
  reason, route, url, final_url, archive, memento_datetime, distance_days, rule, published, http_status, media_type,
  bytes, sha256, warc_file, warc_offset, retrieved_at
from seen
order by document_key, snapshot, part
