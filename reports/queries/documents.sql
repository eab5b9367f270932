-- description: Every document of each snapshot, with what was got of it or the reason why nothing was
-- example: policylens query documents --snapshot 2020-06-30
-- table: snapshot, document_key, title, published, pages, words, status, reason
select snapshot, document_key, title, issuer, nation, sector, legal_status, published, source, sha256, media_type,
  pages, words, status, reason
from snapshot_document
order by snapshot, document_key
