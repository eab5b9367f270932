-- description: Mentions that only one of the two PDF readers spells; those of the second reader alone are in no total
-- example: policylens query disputed
-- table: snapshot, document_key, term, page, reader, context
select snapshot, document_key, m.approach, term, page, 'first' as reader,
  left_context || match || right_context as context, source, sha256
from snapshot_mention m
where disputed and ($approach is null or m.approach = $approach)
union all
select d.snapshot, d.document_key, s.approach, s.term, s.page, 'second', s.context, d.source, d.sha256
from snapshot_document d
join snapshot_text t on t.snapshot = d.snapshot and t.document_key = d.document_key
join second_only s on s.sha256 = t.sha256
where d.obtained and ($approach is null or s.approach = $approach)
order by all
