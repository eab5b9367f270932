-- The rules by which files were taken for a date, by the way they came.
select c.rule, c.route, count(*) as files, count(distinct (c.document_key, c.as_at)) as texts
from capture c
join snapshot s on c.as_at = s.snapshot
join snapshot_edition e on e.snapshot = s.snapshot and e.document_key = c.document_key
where c.current and c.status = 'obtained'
group by all
order by files desc, c.rule, c.route
