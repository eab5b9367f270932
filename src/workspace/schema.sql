-- The workspace: one DuckDB file. Text is keyed by the SHA-256 of the bytes it was read from, so that an edition in
-- two snapshots, or one file under two names, is worked on once. Offsets are code points, ends exclusive.
-- There are no primary keys: DuckDB checks them too eagerly when a row is replaced within one transaction;
-- src/workspace/store.ts deletes an item's rows before it writes them anew.

-- One row a run of the pipeline.
create table if not exists run (
  run_id varchar, started_at timestamptz, finished_at timestamptz, version varchar, node varchar, platform varchar,
  pipeline varchar, pipeline_sha256 varchar
);

-- What became of each item in each stage; a stage's work list is what has no row here under the present fingerprint.
create table if not exists outcome (
  stage varchar, item varchar, input varchar, fingerprint varchar, status varchar, reason varchar, detail varchar,
  seconds double, run_id varchar, ended_at timestamptz
);

-- The corpus as the pipeline declares it, one row an edition; replaced at the start of each run. `as_from` is the date
-- from which the edition stands: `published` or `in_force`, as the pipeline decides.
create table if not exists edition (
  edition_id varchar, document_key varchar, title varchar, issuer varchar, nation varchar, sector varchar,
  legal_status varchar, series boolean, label varchar, published date, in_force date, as_from date, withdrawn date,
  source varchar, landing_url varchar, confidence varchar, attributes varchar
);

-- The lexicons as the pipeline declares them; replaced at the start of each run.
create table if not exists approach (
  approach varchar, position integer, label varchar, kind varchar, definition varchar, definition_source varchar,
  definition_hash varchar, exclusions varchar, fingerprint varchar
);
create table if not exists term (
  approach varchar, term varchar, position integer, label varchar, patterns varchar
);

-- What was got of a document, with how, when and whence, or why nothing was: one row for each of its files. `as_at` is
-- the snapshot it was got for; null for local files, which stand for their edition. Rows are never removed: `current`
-- marks those of the latest attempt, so that what a later harvest found anew can be compared with what stood before.
create table if not exists capture (
  item varchar, document_key varchar, edition_id varchar, as_at date, part integer, status varchar, reason varchar,
  detail varchar, route varchar, url varchar, final_url varchar, archive varchar, memento_datetime timestamptz,
  distance_days integer, rule varchar, published date, http_status integer, media_type varchar, bytes bigint,
  sha256 varchar, stored varchar, warc_file varchar, warc_offset bigint, warc_length bigint, etag varchar,
  last_modified varchar, retrieved_at timestamptz, run_id varchar, current boolean
);

-- Files that a person supplied by hand for a document at a snapshot.
create table if not exists supplied (
  document_key varchar, as_at date, sha256 varchar, stored varchar, bytes bigint, name varchar, source_url varchar,
  obtained date, note varchar, added_at timestamptz
);

-- Text, from here on keyed by the capture's SHA-256.
create table if not exists extraction (
  sha256 varchar, format varchar, media_type varchar, title varchar, pages integer, words integer, blocks integer,
  text_sha256 varchar, joins varchar, misnamed boolean
);
create table if not exists page (
  sha256 varchar, page integer, label varchar, width double, height double
);
create table if not exists block (
  sha256 varchar, block integer, kind varchar, zone varchar, level integer, number varchar, section varchar,
  page integer, words integer, text varchar, pieces varchar
);

create table if not exists chunk (
  sha256 varchar, chunk integer, text_hash varchar, heading varchar, text varchar, tokens integer, page integer,
  first_block integer, last_block integer, spans varchar
);

-- Vectors live in vector_N (model, text_hash, vector float[N]), made when the first of N dimensions is written.
create table if not exists embedding_model (
  model varchar, dimensions integer, used_at timestamptz
);

create table if not exists mention (
  sha256 varchar, approach varchar, term varchar, mention_id varchar, block integer, start_at integer, end_at integer,
  page integer, zone varchar, match varchar, left_context varchar, right_context varchar, disputed boolean
);

-- Pages read again with the second reader, and what only that one spells.
create table if not exists second_reading (
  sha256 varchar, page integer, text varchar
);
create table if not exists second_only (
  sha256 varchar, approach varchar, term varchar, page integer, context varchar
);
