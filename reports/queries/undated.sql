-- description: Documents without a date of publication: they count in every snapshot
-- example: policylens query undated
select snapshot, document_key, title, issuer, source from snapshot_document where undated order by all
