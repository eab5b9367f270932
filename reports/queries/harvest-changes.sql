-- description: Which files of documents changed since the harvest before, with both captures, which are kept
-- example: policylens harvest changes
-- table: document_key, snapshot, part, change, retrieved_before, retrieved_at, sha256_before, sha256
with attempt as (
  select c.item, c.run_id, dense_rank() over (partition by c.item order by r.started_at desc, c.run_id desc) as age
  from (select distinct item, run_id from capture) c
  left join run r using (run_id)
),
latest as (
  select c.* from capture c join attempt a using (item, run_id) where a.age = 1 and c.current
),
before as (
  select c.* from capture c join attempt a using (item, run_id) where a.age = 2 and c.item in (select item from latest)
),
compared as (
  select coalesce(n.document_key, o.document_key) as document_key, coalesce(n.as_at, o.as_at) as snapshot,
    coalesce(n.part, o.part) as part,
    case when n.item is null and o.sha256 is not null then 'no longer part of it'
         when o.item is null and n.item not in (select item from before) then 'first harvest'
         when n.sha256 is null and o.sha256 is null then 'still missing'
         when n.sha256 is null then 'no longer obtained'
         when o.sha256 is null then 'now obtained'
         when n.sha256 = o.sha256 then 'same'
         else 'changed' end as change,
    n.reason, coalesce(n.url, o.url) as url, o.retrieved_at as retrieved_before, n.retrieved_at,
    o.sha256 as sha256_before, n.sha256, o.stored as stored_before, n.stored, o.warc_file as warc_file_before,
    n.warc_file
  from latest n
  full join before o on o.item = n.item and o.part = n.part
)
select * from compared
where change not in ('same', 'still missing')
order by change = 'first harvest', document_key, snapshot, part
