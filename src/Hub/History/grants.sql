-- What the hub's own role may do, where another role owns the tables. Whatever is not named here it may not: nothing that was written to history or
-- ledger is changed or deleted by it, and its triggers are not its own. Its name is in sharinghub.role. Every statement may run again.
do $$
declare
  hub text := current_setting('sharinghub.role');
  grantable record;
begin
  for grantable in select unnest(array['history', 'ledger', 'keys', 'disclosure', 'targeting', 'federation']) as name loop
    execute format('revoke all on all tables in schema %I from public, %I', grantable.name, hub);
    execute format('revoke create on schema %I from public, %I', grantable.name, hub);
    execute format('grant usage on schema %I to %I', grantable.name, hub);
    execute format('grant select on all tables in schema %I to %I', grantable.name, hub);
  end loop;

  -- Added to, and never changed.
  execute format('grant insert on history.mt_events, history.mt_streams, history.contributor_signature, ledger.blob, ledger.checkpoint, ledger.cosigned, ledger.peer_cosigned, ledger.log_key,
    keys.stream_key, keys.expunged_key, keys.hub_key, disclosure.disclosed, disclosure.used, disclosure.onward, disclosure.origin_receipt, targeting.inspection, ledger.edge,
    federation.following, federation.expunge_due to %I', hub);
  execute format('grant usage, select on sequence history.mt_events_sequence to %I', hub);
  -- A stream goes on; its name, its kind and its beginning stay.
  execute format('grant update (version, timestamp) on history.mt_streams to %I', hub);
  -- A key is destroyed.
  execute format('grant update (key, reference) on keys.stream_key to %I', hub);
  -- How far something is.
  execute format('grant update (generation) on history.rules to %I', hub);
  execute format('grant update (size, root) on ledger.tree to %I', hub);
  execute format('grant update (path, bytes), delete on ledger.edge to %I', hub);
  execute format('grant update (is_open) on targeting.inspection to %I', hub);
  execute format('grant update (cursor, log_size, log_root, heard_at, trouble, records, unacknowledged, reported, disclosed, holder, held_until) on federation.following to %I', hub);
  execute format('grant delete on federation.expunge_due to %I', hub);
  -- Indexes are given by the owner's function alone: what waits for one can be neither forged nor taken away.
  execute format('grant execute on function ledger.sequence(int) to %I', hub);
end $$;
