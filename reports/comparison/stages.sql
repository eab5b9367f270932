-- What each stage did, under which fingerprint.
select stage, fingerprint, count(*) filter (status = 'done') as done, count(*) filter (status = 'failed') as failed,
  min(at) as first_at, max(at) as last_at
from outcome
group by all
order by list_position(['crawl', 'extract', 'chunk', 'embed', 'detect'], stage), last_at
