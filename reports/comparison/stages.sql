-- What each stage did, under which fingerprint.
select stage, fingerprint, count(*) filter (status = 'done') as done, count(*) filter (status = 'failed') as failed,
  min(ended_at) as first_at, max(ended_at) as last_at
from outcome
group by stage, fingerprint
order by list_position(['crawl', 'extract', 'chunk', 'embed', 'detect'], stage), last_at
