-- Readers go on while it is built; writers wait until it is.
create index messages_text on messages using gin (to_tsvector('simple', text));

do $$
begin
    begin
        create role collector_dashboard nologin;
    exception
        when duplicate_object or unique_violation then null;
    end;
    execute format('grant connect, temporary on database %I to collector_dashboard', current_database());
    grant usage on schema public to collector_dashboard;
    grant select on schema_versions, channels, ranges, collectors, coverage, messages, message_versions, vanished, images, account_gates to collector_dashboard;
    grant select (id, telegram_id, phone, name, state, last_error, added_at) on accounts to collector_dashboard;
    -- Neither keys nor hashes: what a session is, not what it could be used for.
    grant select (id, account_id, lease_until, saved_at, added_at) on sessions to collector_dashboard;
    grant select (account_id, channel_id, kind, peer_id, state, last_error, checked_at) on account_channels to collector_dashboard;
    -- Adding, pausing and removing channels, and another chance for what is parked.
    grant insert, update on channels to collector_dashboard;
    grant delete on ranges, account_channels to collector_dashboard;
    grant update (state, last_error) on accounts to collector_dashboard;
exception
    when insufficient_privilege then
        raise notice 'no right to create the role of the dashboard: it needs the login that owns the tables';
end $$;
