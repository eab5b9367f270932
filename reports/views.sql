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

-- The corpus as at each date: of each document the edition with the latest date on or before it. A document is out
-- once its `withdrawn` is reached, unless an edition was published since. One without a date is always in.
create or replace temp view snapshot_edition as
with dated as (
  select s.snapshot, e.*,
    max(e.withdrawn) over (partition by s.snapshot, e.document_key) as document_withdrawn,
    row_number() over (partition by s.snapshot, e.document_key order by e.as_from desc nulls last) as recency
  from snapshot s
  join edition e on e.as_from is null or e.as_from <= s.snapshot
)
select * exclude (document_withdrawn, recency), as_from is null as undated
from dated
where recency = 1
  and (withdrawn is null or withdrawn > snapshot)
  and (document_withdrawn is null or document_withdrawn > snapshot
       or (withdrawn is null and as_from is not null and document_withdrawn <= as_from));

-- What was got for each document of each snapshot, a row a file: what was got for that very date, else what was got of
-- the same edition from an address that is its own.
create or replace temp view snapshot_capture as
with matched as (
  select e.snapshot, c.*,
    dense_rank() over (
      partition by e.snapshot, e.document_key
      order by coalesce(c.as_at = e.snapshot, false) desc, c.status = 'obtained' desc, c.as_at desc nulls last
    ) as nearness
  from snapshot_edition e
  join capture c on c.current and c.document_key = e.document_key
    and (c.as_at = e.snapshot
         or (c.edition_id = e.edition_id and (c.as_at is null or c.rule = 'edition_url')))
)
select * exclude (nearness) from matched where nearness = 1;

-- The texts that each document of each snapshot consists of.
create or replace temp view snapshot_text as
select c.snapshot, c.document_key, c.part, c.sha256, c.url, c.final_url, c.stored, c.route, c.retrieved_at,
  c.memento_datetime, x.media_type, x.pages, x.words, x.text_sha256
from snapshot_capture c
join extraction x on x.sha256 = c.sha256;

-- Each document of each snapshot with what was got of it: obtained means that the text of all its files could be read.
create or replace temp view snapshot_document as
with files as (
  select c.snapshot, c.document_key, count(*) as files, count(x.sha256) as texts,
    arg_min(c.route, c.part) as route, arg_min(c.final_url, c.part) as final_source,
    arg_min(c.retrieved_at, c.part) as retrieved_at, arg_min(c.memento_datetime, c.part) as memento_datetime,
    arg_min(c.sha256, c.part) as sha256, arg_min(c.stored, c.part) as stored,
    arg_min(c.warc_file, c.part) as warc_file, arg_min(c.warc_offset, c.part) as warc_offset,
    arg_min(coalesce(x.media_type, c.media_type), c.part) as media_type,
    min(c.published) as captured_published,
    sum(x.pages)::integer as pages, sum(x.words)::integer as words, bool_or(x.misnamed) as misnamed,
    case when count(*) = 1 then any_value(x.text_sha256)
         else md5(string_agg(x.text_sha256, ',' order by c.part)) end as text_sha256,
    bool_or(c.status <> 'obtained' or extracted.status = 'failed') as some_failed,
    coalesce(min(c.reason), min(extracted.reason)) as reason,
    case when min(c.reason) is null then min(extracted.detail) else min(c.detail) end as detail
  from snapshot_capture c
  left join extraction x on x.sha256 = c.sha256
  left join outcome extracted on extracted.stage = 'extract' and extracted.item = c.sha256
  group by c.snapshot, c.document_key
)
select e.snapshot, e.edition_id, e.document_key, e.title, e.issuer, e.nation, e.sector, e.legal_status, e.series,
  coalesce(f.captured_published, e.published) as published, e.withdrawn, e.undated, e.source, e.attributes,
  f.route, f.final_source, f.retrieved_at, f.memento_datetime, f.sha256, f.stored, f.warc_file, f.warc_offset,
  f.media_type, f.pages, f.words, f.text_sha256,
  coalesce(f.texts = f.files, false) as obtained,
  case when f.texts = f.files then 'obtained' when f.some_failed then 'failed' else 'pending' end as status,
  case when f.texts = f.files then case when f.misnamed then 'misnamed' end else f.reason end as reason,
  case when f.texts = f.files then null else f.detail end as detail
from snapshot_edition e
left join files f on f.snapshot = e.snapshot and f.document_key = e.document_key;

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
  d.source, t.final_url as final_source, t.stored, t.retrieved_at, m.*, b.kind as block_kind, b.section,
  b.number as paragraph_number, b.text as block_text, p.label as page_label
from snapshot_document d
join snapshot_text t on t.snapshot = d.snapshot and t.document_key = d.document_key
join mention m on m.sha256 = t.sha256
join approach a on a.approach = m.approach
join block b on b.sha256 = m.sha256 and b.block = m.block
left join page p on p.sha256 = m.sha256 and p.page = m.page
where d.obtained;

-- Every mention that counts.
create or replace temp view snapshot_mention as
select * from snapshot_mention_or_furniture where zone <> 'furniture';
