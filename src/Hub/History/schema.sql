-- What the hub keeps beside Marten's tables. Every statement may run again.

create schema if not exists ledger;
create schema if not exists keys;
create schema if not exists disclosure;

-- Secrets: the keys of digests, bodies and cursors. In a schema of their own, so that they can be granted and dumped apart.
-- A key serves a stream from a version on. `key` holds it, or `reference` names it in the key database; neither once it is destroyed.
-- `plain_until`: up to this version bodies rest open, from a database of before they were sealed; starting seals them.
create table if not exists keys.stream_key (
  stream text not null, from_version bigint not null default 1, key bytea, reference uuid, plain_until bigint not null default 0,
  primary key (stream, from_version), constraint one_place check (num_nonnulls(key, reference) <= 1));
do $$ begin
  if not exists (select from information_schema.columns where table_schema = 'keys' and table_name = 'stream_key' and column_name = 'from_version') then
    alter table keys.stream_key add column from_version bigint not null default 1, add column reference uuid, add column plain_until bigint not null default 0,
      alter column key drop not null, drop constraint stream_key_pkey, add primary key (stream, from_version),
      add constraint one_place check (num_nonnulls(key, reference) <= 1);
    update keys.stream_key k set plain_until = s.version from history.mt_streams s where s.id = k.stream and s.type = 'record';
  end if;
end $$;
create index if not exists stream_key_plain on keys.stream_key (stream) where plain_until > 0;
-- The records that were expunged, to be looked up before each disclosure.
create index if not exists stream_key_expunged on keys.stream_key (stream) where from_version > 1;
-- No key serves two streams, whatever a pool does.
create unique index if not exists stream_key_reference on keys.stream_key (reference) where reference is not null;
-- Keys of the key database that expunged records had. They are destroyed there, again at every look, so one that a backup brings back goes again.
create table if not exists keys.expunged_key (reference uuid primary key);
-- A database from before every stream had one. Three random UUIDs hold more than 256 bits of chance.
insert into keys.stream_key (stream, key)
  select id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) from history.mt_streams
  where type in ('member_state', 'agreement_state') on conflict do nothing;
create table if not exists keys.hub_key (name text primary key, key bytea not null);

-- One row: how often members and agreements changed. A change holds it, so changes are in one order.
create table if not exists history.rules (one boolean primary key default true check (one), generation bigint not null);
insert into history.rules (generation) values (0) on conflict do nothing;

-- A contributor's streams of retention, found by the beginning of their name.
create index if not exists mt_streams_retention on history.mt_streams (id text_pattern_ops) where type = 'retention';

-- What shows that a record's contributor signed for it, sealed under the key of the record: destroyed with it.
create table if not exists history.contributor_signature (event_id uuid primary key, sealed bytea not null);

-- The streams that rules are made of, found without a scan of all records' streams.
create index if not exists mt_streams_rules on history.mt_streams (id) where type in ('member_state', 'agreement_state');

-- Committed events waiting for their ledger index, one row a statement, written in the events' own transaction.
-- `wakes`: one of them is worth waking subscribers for. `later_acts`: those that are a record's second act or later. `sources`: as in ledger.stretch.
create table if not exists ledger.outbox (
  oid bigserial primary key, event_ids uuid[] not null, wakes boolean not null default true, later_acts uuid[] not null default '{}',
  sources text[] not null default '{}');

-- The only order that consumers see: contiguous from 0, never reused, time never going back.
create table if not exists ledger.index (idx bigint primary key, event_id uuid unique not null, sequenced_at timestamptz not null);
create table if not exists ledger.head (one boolean primary key default true check (one), size bigint not null, sequenced_at timestamptz not null);
insert into ledger.head (size, sequenced_at) values (0, '-infinity') on conflict do nothing;

-- Which acts on records were followed by a later one, and at which index: what is last up to some index is found without a look at each
-- record's stream. Made again from history at any time.
do $$ begin
  if to_regclass('ledger.superseded') is null then
    create table ledger.superseded (idx bigint primary key, by_idx bigint not null);
    insert into ledger.superseded (idx, by_idx)
      select i.idx, l.idx from history.mt_events later
        join history.mt_events earlier on earlier.stream_id = later.stream_id and earlier.version = later.version - 1
        join ledger.index l on l.event_id = later.id join ledger.index i on i.event_id = earlier.id
      where later.version > 1 and later.type like 'record.%';
    alter table ledger.outbox add column if not exists wakes boolean not null default true, add column if not exists later_acts uuid[] not null default '{}';
    update ledger.outbox set later_acts = array(
      select id from history.mt_events where id = any (event_ids) and version > 1 and type like 'record.%');
  end if;
end $$;

-- Which contributors' kinds of record lie in each thousand indexes (as `contributor/kind`), and where records were expunged (`expunged`): who looks for
-- few of many passes over the rest. It may name more than is there, and never less. Made again from history at any time.
do $$ begin
  if to_regclass('ledger.stretch') is null then
    create table ledger.stretch (source text not null, stretch bigint not null, primary key (source, stretch));
    insert into ledger.stretch (source, stretch)
      select distinct s.source, i.idx / 1000 from history.mt_events e join ledger.index i on i.event_id = e.id
        cross join lateral (values (split_part(e.stream_id, '/', 2) || '/' || split_part(e.stream_id, '/', 3)), (case when e.type = 'record.expunged.v1' then 'expunged' end)) s(source)
      where e.type like 'record.%' and s.source is not null;
    alter table ledger.outbox add column if not exists sources text[] not null default '{}';
    update ledger.outbox set sources = array(
      select distinct s.source from history.mt_events e
        cross join lateral (values (split_part(e.stream_id, '/', 2) || '/' || split_part(e.stream_id, '/', 3)), (case when e.type = 'record.expunged.v1' then 'expunged' end)) s(source)
      where e.id = any (event_ids) and e.type like 'record.%' and s.source is not null);
  end if;
end $$;

-- As its owner, whoever inserts: what waits is not for the hub's own role to write.
create or replace function ledger.note_events() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.outbox (event_ids, wakes, later_acts, sources)
  select array_agg(id order by stream_id, version), bool_or(type not like 'disclosure.%'),
    coalesce(array_agg(id) filter (where version > 1 and type like 'record.%'), '{}'),
    coalesce(array_agg(distinct split_part(stream_id, '/', 2) || '/' || split_part(stream_id, '/', 3)) filter (where type like 'record.%'), '{}')
      || case when bool_or(type = 'record.expunged.v1') then array['expunged'] else '{}' end
  from appended having count(*) > 0;
  perform pg_notify('sharinghub_outbox', '');
  return null;
end $$;

create or replace trigger note_events after insert on history.mt_events
  referencing new table as appended for each statement execute function ledger.note_events();

-- Gives up to `limit_rows` outbox rows their indexes. The lock on the head elects one replica; the others return at once.
-- Uncommitted rows are not seen, so there are no gaps; a late committer gets a later index; a stream's order holds because
-- version n + 1 is only written once n is visible.
-- Plans are kept from when tables were small, so a walk over a whole table is never one of them.
-- As its owner, too: the hub's own role gives no index by any other way.
create or replace function ledger.sequence(limit_rows int) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  first bigint;
  at timestamptz;
  given bigint;
  worth_waking boolean;
  later_acts uuid[];
begin
  select size, greatest(sequenced_at, clock_timestamp()) into first, at from ledger.head for update skip locked;
  if not found then return -1; end if;

  with taken as (
    delete from ledger.outbox o where o.oid in (select oid from ledger.outbox order by oid limit limit_rows) returning *),
  placed as (
    insert into ledger.index (idx, event_id, sequenced_at)
    select first - 1 + row_number() over (order by t.oid, e.place), e.id, at
    from taken t cross join lateral unnest(t.event_ids) with ordinality e(id, place)
    returning 1),
  stretched as (
    insert into ledger.stretch (source, stretch)
    select distinct s.source, n from (
        select sources, cardinality(event_ids) as many, first + sum(cardinality(event_ids)) over (order by oid) as next from taken) t
      cross join lateral unnest(t.sources) s(source) cross join lateral generate_series((t.next - t.many)::bigint / 1000, (t.next - 1)::bigint / 1000) n
    on conflict do nothing)
  select (select count(*) from placed), bool_or(t.wakes), (select array_agg(a) from taken u, unnest(u.later_acts) a) into given, worth_waking, later_acts from taken t;

  if given > 0 then
    if later_acts is not null then
      insert into ledger.superseded (idx, by_idx)
      select i.idx, l.idx from unnest(later_acts) a(id) join history.mt_events later on later.id = a.id
        join history.mt_events earlier on earlier.stream_id = later.stream_id and earlier.version = later.version - 1
        join ledger.index l on l.event_id = later.id join ledger.index i on i.event_id = earlier.id;
    end if;
    update ledger.head set size = first + given, sequenced_at = at;
    if worth_waking then perform pg_notify('sharinghub_ledger', ''); end if;
  end if;
  return given;
end $$;

-- The Merkle tree over the entries of sequenced events (docs/decisions/0009-ledger-storage.md). One row: whoever holds it integrates.
create table if not exists ledger.tree (one boolean primary key default true check (one), size bigint not null, root bytea not null);
insert into ledger.tree (size, root) values (0, sha256('')) on conflict do nothing;
-- Full tiles and bundles by their C2SP path. Never changed: what was served once is served for ever.
create table if not exists ledger.blob (path text primary key, bytes bytea not null);
-- Hashes do not compress.
alter table ledger.blob alter column bytes set storage external;
-- The one tile or bundle of each level that is still open, under the path that it will have when full.
create table if not exists ledger.edge (level int primary key, path text not null, bytes bytea not null);
alter table ledger.edge alter column bytes set storage external;
-- The log's public keys: 0 from its first signature on, then each with the event ledger.key.v1, of the same number as version, that names it.
create table if not exists ledger.log_key (position bigint primary key, vkey text not null unique, event_id uuid unique, check ((event_id is null) = (position = 0)));
do $$ begin
  if exists (select from information_schema.columns where table_schema = 'ledger' and table_name = 'log_key' and column_name = 'one') then
    alter table ledger.log_key drop column one, add column position bigint not null default 0 primary key, add column event_id uuid unique, add unique (vkey),
      add check ((event_id is null) = (position = 0));
    alter table ledger.log_key alter column position drop default;
  end if;
end $$;
-- Signed checkpoints. The primary key makes two roots of one size impossible.
create table if not exists ledger.checkpoint (size bigint primary key, root bytea not null, note text not null, signed_at timestamptz not null);

-- Checkpoints that a quorum of witnesses cosigned, again each time they did, and when by their clocks.
create table if not exists ledger.cosigned (
  size bigint references ledger.checkpoint, witnessed_at timestamptz not null, note text not null, primary key (size, witnessed_at));

-- What peer hubs cosigned of them, each by its witness key, as signature lines. A checkpoint awaits those who cosigned the one before.
create table if not exists ledger.peer_cosigned (size bigint references ledger.checkpoint, witness text, line text not null, primary key (size, witness));
create index if not exists peer_cosigned_witness on ledger.peer_cosigned (witness, size);
alter table ledger.checkpoint add column if not exists awaits text[] not null default '{}';

create or replace function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is only ever added to', tg_table_schema, tg_table_name;
end $$;
-- The owner's alone; grants.sql lets the hub's role in.
revoke execute on function ledger.sequence(int) from public;
create or replace trigger refuse_change before update or delete or truncate on ledger.blob for each statement execute function ledger.refuse_change();
create or replace trigger refuse_change before update or delete or truncate on ledger.checkpoint for each statement execute function ledger.refuse_change();
create or replace trigger refuse_change before update or delete or truncate on ledger.cosigned for each statement execute function ledger.refuse_change();
create or replace trigger refuse_change before update or delete or truncate on ledger.peer_cosigned for each statement execute function ledger.refuse_change();
create or replace trigger refuse_change before update or delete or truncate on ledger.log_key for each statement execute function ledger.refuse_change();

-- Which acts on records each disclosure holds, by their ledger indexes, to whom and under which agreement: an index into history,
-- made again from it at any time.
do $$ begin
  if exists (select from information_schema.columns where table_schema = 'disclosure' and table_name = 'disclosed' and column_name = 'record_stream') then
    alter table disclosure.disclosed rename to disclosed_by_record;
    drop index if exists disclosure.disclosed_recipient, disclosure.disclosed_agreement;
    alter index disclosure.disclosed_pkey rename to disclosed_by_record_pkey;
  end if;
end $$;
create table if not exists disclosure.disclosed (disclosure_id uuid primary key, recipient text not null, agreement uuid not null, acts bigint[] not null);
create index if not exists disclosed_recipient on disclosure.disclosed (recipient, disclosure_id);
create index if not exists disclosed_agreement on disclosure.disclosed (agreement);
create index if not exists disclosed_acts on disclosure.disclosed using gin (acts);
do $$ begin
  if to_regclass('disclosure.disclosed_by_record') is not null then
    insert into disclosure.disclosed (disclosure_id, recipient, agreement, acts)
      select d.disclosure_id, d.recipient, split_part(g.headers->>'agreement', '@', 1)::uuid, array_agg(i.idx)
      from disclosure.disclosed_by_record d join history.mt_events g on g.id = d.disclosure_id
        join history.mt_events e on e.stream_id = d.record_stream and e.version = d.record_version join ledger.index i on i.event_id = e.id
      group by 1, 2, 3;
    drop table disclosure.disclosed_by_record;
  end if;
end $$;

-- The same of records that stood behind what a recipient was told.
create table if not exists disclosure.used (use_id uuid primary key, recipient text not null, agreement uuid not null, acts bigint[] not null);
create index if not exists used_recipient on disclosure.used (recipient, use_id);
create index if not exists used_acts on disclosure.used using gin (acts);

-- What peer hubs passed on: of each disclosure and use there, whom it reached and which records of this hub, by the names of their streams.
create table if not exists disclosure.onward (stream text primary key, recipient text not null, records text[] not null);
create index if not exists onward_recipient on disclosure.onward (recipient);
create index if not exists onward_records on disclosure.onward using gin (records);

-- What shows that records of peer hubs were disclosed to this one (an OriginReceipt): once for all records of a disclosure there, whose events name it.
create table if not exists disclosure.origin_receipt (hub text, disclosure_id uuid, receipt bytea not null, primary key (hub, disclosure_id));
-- Hashes do not compress.
alter table disclosure.origin_receipt alter column receipt set storage external;

-- Inspections by agency and by consignment, both as the names of their streams: an index into history, written with it.
create schema if not exists targeting;
create table if not exists targeting.inspection (stream text primary key, agency text not null, shipment text not null, is_open boolean not null);
create index if not exists inspection_agency on targeting.inspection (agency);
create index if not exists inspection_shipment on targeting.inspection (shipment) where is_open;

-- How far each peer hub was followed, and what of it waits: written with what it brought. `holder`: the replica that follows until `held_until`.
create schema if not exists federation;
create table if not exists federation.following (
  peer text primary key, cursor text not null default '', log_size bigint not null default 0, log_root bytea not null default sha256(''),
  heard_at timestamptz, trouble text, records bigint not null default 0, unacknowledged uuid[] not null default '{}',
  holder uuid, held_until timestamptz not null default '-infinity');
alter table federation.following add column if not exists reported bigint not null default -1;
alter table federation.following add column if not exists disclosed bigint not null default -1;
-- Records of peer hubs that were expunged there, and are to be here.
create table if not exists federation.expunge_due (stream text primary key, peer text not null, reason text not null);
