-- The nations that each document counts in, at either date.
select document_key, group_name as nation, bool_or(shared) as shared
from document_group
where dimension = 'nation'
group by all
order by document_key, nation
