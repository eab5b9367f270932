-- The approaches in the order of tables, with what was searched for.
select a.approach, a.label, a.kind, a.definition, a.definition_source, a.exclusions, a.fingerprint
from approach a
order by a.position
