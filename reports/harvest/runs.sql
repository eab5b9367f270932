-- The runs to which the present captures, or the reasons why there are none, are owed.
select r.run_id, r.started_at, r.finished_at, r.version, r.node, r.platform, r.pipeline_sha256,
  count(distinct c.item) as items
from run r
join capture c on c.run_id = r.run_id
join snapshot s on c.as_at = s.snapshot
where c.current
group by all
order by r.started_at
