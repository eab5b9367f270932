-- The runs to which something in the workspace is owed.
select r.run_id, r.started_at, r.finished_at, r.version, r.node, r.platform, r.pipeline_sha256, count(o.item) as items
from run r
join outcome o on o.run_id = r.run_id
group by all
order by r.started_at
