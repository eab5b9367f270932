-- Every document of each snapshot with where its bytes came from and where they are kept.
select snapshot, document_key, title, issuer, nation, sector, legal_status, series, published, withdrawn, undated,
  source, final_source, route, retrieved_at, sha256, text_sha256, stored, media_type, pages, words, obtained, status,
  reason, detail
from snapshot_document
order by document_key, snapshot
