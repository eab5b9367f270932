-- Every file that came from an archive, with the days between its capture and the date for which it stands.
select c.as_at as snapshot, c.document_key, c.part, c.archive, c.memento_datetime, c.distance_days, c.rule
from capture c
join snapshot s on c.as_at = s.snapshot
join snapshot_edition e on e.snapshot = s.snapshot and e.document_key = c.document_key
where c.current and c.status = 'obtained' and c.distance_days is not null
order by c.as_at, c.distance_days, c.document_key, c.part
