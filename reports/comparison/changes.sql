-- One row a document and approach: what became of the document between the two dates, and its mentions at each.
-- Mentions are null at a date at which the document belongs to the corpus and its text could not be had.
with earlier as (select * from snapshot_document where snapshot = $date_from::date),
later as (select * from snapshot_document where snapshot = $date_to::date),
ended as (
  select document_key, max(withdrawn) as withdrawn from edition where withdrawn <= $date_to::date group by all
),
pair as (
  select coalesce(b.document_key, a.document_key) as document_key,
    coalesce(b.title, a.title) as title, coalesce(b.issuer, a.issuer) as issuer, coalesce(b.nation, a.nation) as nation,
    a.published as published_from, b.published as published_to,
    case when b.document_key is null then ended.withdrawn end as withdrawn,
    a.obtained as obtained_from, b.obtained as obtained_to, a.sha256 as sha256_from, b.sha256 as sha256_to,
    case when a.document_key is null then 'entered'
         when b.document_key is null then 'left'
         when not (a.obtained and b.obtained) then 'unknown'
         when a.text_sha256 = b.text_sha256 then 'unchanged'
         when b.series then 'newer report'
         else 'revised' end as change
  from earlier a
  full join later b on b.document_key = a.document_key
  left join ended on ended.document_key = a.document_key
),
counts as (
  select document_key, approach,
    count(*) filter (snapshot = $date_from::date) as mentions_from,
    count(*) filter (snapshot = $date_to::date) as mentions_to
  from snapshot_mention group by all
)
select p.document_key, p.title, p.issuer, p.nation, p.change, p.published_from, p.published_to, p.withdrawn,
  a.approach, a.kind,
  case when p.obtained_from is false then null else coalesce(c.mentions_from, 0) end as mentions_from,
  case when p.obtained_to is false then null else coalesce(c.mentions_to, 0) end as mentions_to,
  p.sha256_from, p.sha256_to
from pair p
cross join approach a
left join counts c on c.document_key = p.document_key and c.approach = a.approach
order by a.position, p.title, p.document_key
