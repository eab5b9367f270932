-- description: Documents that belong to a snapshot and whose text could not be had, with the reason
-- example: policylens query missing
-- table: snapshot, document_key, published, reason, detail
select snapshot, document_key, title, issuer, nation, published, source, status, reason, detail
from snapshot_document
where not obtained
order by snapshot, document_key
