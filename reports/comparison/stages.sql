-- What each stage did, under which fingerprint; detection has one for each approach.
with named as (
  select *, stage || case when stage = 'detect' then ': ' || split_part(item, ':', 2) else '' end as name
  from outcome
)
select name as stage, fingerprint, count(*) filter (status = 'done') as done,
  count(*) filter (status = 'failed') as failed, min(ended_at) as first_at, max(ended_at) as last_at
from named
group by stage, name, fingerprint
order by list_position(['crawl', 'extract', 'chunk', 'embed', 'detect'], named.stage), last_at, name
