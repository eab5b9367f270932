-- The terms of each approach with the patterns that spell them.
select t.approach, t.term, t.label, t.patterns
from term t
join approach a on a.approach = t.approach
order by a.position, t.position
