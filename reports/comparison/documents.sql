-- Every document of each snapshot with where its bytes came from and where they are kept. `archive` to `note` say what
-- an archive or a person states of them; of several files, that of the first.
with way as (
  select snapshot, document_key, arg_min(archive, part) as archive, arg_min(distance_days, part) as distance_days,
    arg_min(url, part) filter (route = 'supplied') as supplied_from,
    arg_min(detail, part) filter (route = 'supplied') as note
  from snapshot_capture
  group by snapshot, document_key
)
select d.snapshot, d.document_key, d.title, d.issuer, d.nation, d.sector, d.legal_status, d.series, d.published,
  d.withdrawn, d.undated, d.source, d.final_source, d.route, d.retrieved_at, w.archive, d.memento_datetime,
  w.distance_days, w.supplied_from, w.note, d.sha256, d.text_sha256, d.stored, d.media_type, d.pages, d.words, d.obtained, d.status,
  d.reason, d.detail
from snapshot_document d
left join way w on w.snapshot = d.snapshot and w.document_key = d.document_key
order by d.document_key, d.snapshot
