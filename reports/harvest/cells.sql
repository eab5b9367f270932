-- One row a document and snapshot, whether or not anything was asked for: what came of it, and by which way. A text of
-- several files is one row, with the file that was captured farthest from the date.
with document as (
  select document_key, arg_max(title, coalesce(as_from, date '0001-01-01')) as title, any_value(issuer) as issuer,
    any_value(nation) as nation,
    arg_max(coalesce(landing_url, source), coalesce(as_from, date '0001-01-01')) as address
  from edition
  group by document_key
),
file as (
  select s.snapshot, c.*
  from capture c
  join snapshot s on c.as_at = s.snapshot
  where c.current
),
got as (
  select snapshot, document_key, count(*) as files, arg_min(status, part) as status, arg_min(reason, part) as reason,
    arg_min(detail, part) as detail, arg_min(route, part) as route, arg_min(rule, part) as rule,
    arg_max(archive, abs(distance_days)) as archive,
    arg_max(memento_datetime, abs(distance_days)) as memento_datetime,
    arg_max(distance_days, abs(distance_days)) as distance_days,
    arg_min(retrieved_at, part) as retrieved_at,
    string_agg(sha256, ' ' order by part) as hashes
  from file
  group by snapshot, document_key
),
compared as (
  select *,
    lag(hashes) over (partition by document_key order by snapshot) as hashes_before,
    lag(snapshot) over (partition by document_key order by snapshot) as snapshot_before
  from got
)
select s.snapshot, d.document_key, coalesce(e.title, d.title) as title, coalesce(e.issuer, d.issuer) as issuer,
  coalesce(e.nation, d.nation) as nation, coalesce(e.landing_url, e.source, d.address) as address,
  case when e.document_key is null then if(g.status = 'not_yet_published', g.status, 'out')
       when g.status is null then 'pending'
       when g.status <> 'obtained' then g.status
       when g.hashes = g.hashes_before then 'unchanged'
       else g.route end as outcome,
  g.reason, g.detail, g.route, g.rule, g.files, g.archive, g.memento_datetime, g.distance_days, g.retrieved_at,
  if(g.hashes = g.hashes_before, g.snapshot_before, null) as unchanged_since
from snapshot s
cross join document d
left join snapshot_edition e on e.snapshot = s.snapshot and e.document_key = d.document_key
left join compared g on g.snapshot = s.snapshot and g.document_key = d.document_key
order by d.document_key, s.snapshot
