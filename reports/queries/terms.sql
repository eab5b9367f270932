-- description: Prevalence of each term apart: trauma-informed, -aware, -responsive …
-- example: policylens query terms --approach trauma-informed
with found as (
  select snapshot, approach, term, count(*) as mentions, count(distinct document_key) as documents_with_mention
  from snapshot_mention group by all
),
obtained as (
  select snapshot, count(*) filter (obtained) as obtained from snapshot_document group by all
)
select o.snapshot, t.approach, t.term, o.obtained,
  coalesce(f.documents_with_mention, 0) as documents_with_mention,
  coalesce(f.documents_with_mention, 0) / nullif(o.obtained, 0) as share,
  wilson_low(coalesce(f.documents_with_mention, 0), o.obtained) as share_low,
  wilson_high(coalesce(f.documents_with_mention, 0), o.obtained) as share_high,
  coalesce(f.mentions, 0) as mentions
from obtained o
cross join term t
join approach a on a.approach = t.approach
left join found f on f.snapshot = o.snapshot and f.approach = t.approach and f.term = t.term
where $approach is null or t.approach = $approach
order by o.snapshot, a.position, t.position
