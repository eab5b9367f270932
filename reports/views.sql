-- What every question stands on. Made anew, as temporary views, each time questions are asked; the temporary tables
-- `snapshot` (the dates asked about) and `nation_part` (names that stand for several nations) are filled before.

-- 95 % Wilson score interval of a share (Wilson 1927); z is the normal quantile 0.975.
create or replace temp macro wilson_centre(x, n) as (x / n + 1.959963984540054 ^ 2 / (2 * n)) / (1 + 1.959963984540054 ^ 2 / n);
create or replace temp macro wilson_half(x, n) as
  1.959963984540054 / (1 + 1.959963984540054 ^ 2 / n)
  * sqrt(x / n * (1 - x / n) / n + 1.959963984540054 ^ 2 / (4 * n * n));
create or replace temp macro wilson_low(x, n) as
  case when n = 0 then null when x = 0 then 0 else greatest(0, wilson_centre(x::double, n) - wilson_half(x::double, n)) end;
create or replace temp macro wilson_high(x, n) as
  case when n = 0 then null when x = n then 1 else least(1, wilson_centre(x::double, n) + wilson_half(x::double, n)) end;

-- The corpus as at each date: of each document the edition with the latest `published` on or before it. A document is
-- out once its `withdrawn` is reached, unless an edition was published since. One without `published` is always in.
create or replace temp view snapshot_edition as
with dated as (
  select s.snapshot, e.*,
    max(e.withdrawn) over (partition by s.snapshot, e.document_key) as document_withdrawn,
    row_number() over (partition by s.snapshot, e.document_key order by e.published desc nulls last) as recency
  from snapshot s
  join edition e on e.published is null or e.published <= s.snapshot
)
select * exclude (document_withdrawn, recency), published is null as undated
from dated
where recency = 1
  and (withdrawn is null or withdrawn > snapshot)
  and (document_withdrawn is null or document_withdrawn > snapshot
       or (withdrawn is null and published is not null and document_withdrawn <= published));

-- Each document of each snapshot with what was got of it: obtained means that its text could be read.
create or replace temp view snapshot_document as
select e.snapshot, e.edition_id, e.document_key, e.title, e.issuer, e.nation, e.sector, e.legal_status, e.series,
  e.published, e.withdrawn, e.undated, e.source, e.attributes,
  c.route, c.final_source, c.retrieved_at, c.sha256, c.stored, c.warc_file, c.warc_offset,
  coalesce(x.media_type, c.media_type) as media_type, x.pages, x.words, x.text_sha256,
  x.sha256 is not null as obtained,
  case when x.sha256 is not null then 'obtained'
       when coalesce(crawled.status, 'failed') = 'failed' and crawled.status is not null then 'failed'
       when extracted.status = 'failed' then 'failed'
       else 'pending' end as status,
  case when x.sha256 is not null then case when x.misnamed then 'misnamed' end
       else coalesce(crawled.reason, extracted.reason) end as reason,
  case when x.sha256 is null then coalesce(crawled.detail, extracted.detail) end as detail
from snapshot_edition e
left join outcome crawled on crawled.stage = 'crawl' and crawled.item = e.edition_id
left join capture c on c.edition_id = e.edition_id and crawled.status = 'done'
left join extraction x on x.sha256 = c.sha256
left join outcome extracted on extracted.stage = 'extract' and extracted.item = c.sha256;

-- The groups that a document counts in; one that applies to several nations counts in each and is marked as shared.
create or replace temp view document_group as
select snapshot, document_key, 'all' as dimension, 'all' as group_name, false as shared from snapshot_document
union all
select d.snapshot, d.document_key, 'nation', coalesce(p.part, nullif(d.nation, ''), '(not given)'), p.part is not null
from snapshot_document d left join nation_part p on p.nation = d.nation
union all
select snapshot, document_key, 'issuer', coalesce(nullif(issuer, ''), '(not given)'), false from snapshot_document
union all
select snapshot, document_key, 'sector', coalesce(nullif(sector, ''), '(not given)'), false from snapshot_document
union all
select snapshot, document_key, 'legal_status', coalesce(nullif(legal_status, ''), '(not given)'), false
from snapshot_document;

-- Every mention in every snapshot, those in running headers and footers included.
create or replace temp view snapshot_mention_or_furniture as
select d.snapshot, d.document_key, d.edition_id, d.title, d.issuer, d.nation, d.sector, d.legal_status, d.published,
  d.source, d.final_source, d.stored, d.retrieved_at, m.*, b.kind as block_kind, b.section, b.number as paragraph_number,
  b.text as block_text, p.label as page_label
from snapshot_document d
join mention m on m.sha256 = d.sha256
join approach a on a.approach = m.approach
join block b on b.sha256 = m.sha256 and b.block = m.block
left join page p on p.sha256 = m.sha256 and p.page = m.page
where d.obtained;

-- Every mention that counts.
create or replace temp view snapshot_mention as
select * from snapshot_mention_or_furniture where zone <> 'furniture';
