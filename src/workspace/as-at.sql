-- The corpus as at each date of the temporary table `snapshot`: of each document the edition with the latest
-- `published` on or before the date. A document is out once its `withdrawn` is reached, unless an edition was
-- published since. One without `published` is in every snapshot.
create or replace temp view snapshot_edition as
with dated as (
  select s.snapshot, e.*,
    max(e.withdrawn) over (partition by s.snapshot, e.document_key) as document_withdrawn,
    row_number() over (partition by s.snapshot, e.document_key order by e.published desc nulls last) as recency
  from snapshot s
  join edition e on e.published is null or e.published <= s.snapshot
)
select * exclude (document_withdrawn, recency),
  published is null as undated
from dated
where recency = 1
  and (withdrawn is null or withdrawn > snapshot)
  and (document_withdrawn is null or document_withdrawn > snapshot
       or (published is not null and document_withdrawn <= published and withdrawn is null))
