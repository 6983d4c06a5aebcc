-- One role for each service, with rights on the tables that it owns and on what it reads of the others. A login becomes a member of one of them,
-- or is that role itself. Every `collector migrate` runs this after the migrations: a restored dump has no roles, and they may be made by hand at any time.
do $$
declare
    grantee text;
    rights  text;
    missing text[] := '{}';
begin
    foreach grantee in array array['collector_reader', 'collector_scheduler', 'collector_collector', 'collector_media', 'collector_writer', 'collector_dashboard'] loop
        begin
            if to_regrole(grantee) is null then
                execute format('create role %I nologin', grantee);
            end if;
        exception
            -- Another database of this server is migrated, too.
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then
                missing := missing || grantee;
                continue;
        end;
        execute format('grant usage on schema public to %I', grantee);
        execute format('grant connect on database %I to %I', current_database(), grantee);
        if grantee <> 'collector_reader' then
            execute format('grant temporary on database %I to %I', current_database(), grantee);
        end if;
    end loop;
    if missing <> '{}' then
        raise notice 'These roles are missing, and this login may not create them: %. Services need the login that owns the tables, unless you create the roles and migrate again.',
            array_to_string(missing, ', ');
    end if;

    for grantee, rights in values
        ('collector_reader', 'select on channels, ranges, collectors, coverage, ledger, messages, message_versions, vanished, images, notices, collected_messages'),
        ('collector_reader', 'select on accounts, account_gates'),
        ('collector_reader', 'select (account_id, channel_id, kind, peer_id, state, last_error, checked_at) on account_channels'),

        ('collector_scheduler', 'select on schema_versions, coverage, ledger, messages, vanished, accounts, account_gates'),
        ('collector_scheduler', 'select (id, account_id, lease_until) on sessions'),
        ('collector_scheduler', 'select, insert, update, delete on channels, ranges, collectors, notices'),
        -- It gives accounts their work, and images that lie too long to another account.
        ('collector_scheduler', 'select, insert, update, delete on account_channels'),
        ('collector_scheduler', 'select, update on images'),

        -- Whoever speaks with Telegram holds a session, and fetches images with it.
        ('collector_collector', 'select on schema_versions, channels'),
        ('collector_collector', 'select, update, delete on accounts, sessions'),
        ('collector_collector', 'select, insert, update on account_gates, account_channels, images'),

        ('collector_media', 'select on schema_versions, channels'),
        ('collector_media', 'select, update, delete on accounts, sessions'),
        ('collector_media', 'select, insert, update on account_gates, account_channels, images'),

        ('collector_writer', 'select on schema_versions, channels'),
        ('collector_writer', 'select, insert, update on messages, coverage'),
        ('collector_writer', 'insert on message_versions'),
        ('collector_writer', 'select, insert, update, delete on vanished'),

        ('collector_dashboard', 'select on schema_versions, channels, ranges, collectors, coverage, ledger, messages, message_versions, vanished, images, account_gates'),
        ('collector_dashboard', 'select (id, telegram_id, phone, name, state, last_error, added_at) on accounts'),
        -- It adds sessions and reads none: what a session is, not what it could be used for.
        ('collector_dashboard', 'select (id, account_id, key_check, lease_until, saved_at, added_at) on sessions'),
        ('collector_dashboard', 'insert (account_id, key_check), update (data, saved_at), delete on sessions'),
        ('collector_dashboard', 'insert (telegram_id, phone, name), update (phone, name) on accounts'),
        ('collector_dashboard', 'select (account_id, channel_id, kind, peer_id, state, last_error, checked_at) on account_channels'),
        -- Adding, pausing and removing channels, and another chance for what is parked or failed.
        ('collector_dashboard', 'insert, update, delete on channels'),
        ('collector_dashboard', 'delete on ranges, account_channels'),
        ('collector_dashboard', 'update (state, last_error) on accounts'),
        -- Whether what a sweep missed is deleted, a person says.
        ('collector_dashboard', 'delete on vanished'),
        ('collector_dashboard', 'update (deleted_at) on messages'),
        -- Images are fetched again, and what a removed channel had is deleted, when a person wants that.
        ('collector_dashboard', 'update (state, waiting_since, sha256, path, mime, bytes, width, height, stored_at, channel_id, message_id, location) on images'),
        ('collector_dashboard', 'delete on messages, message_versions, images')
    loop
        if grantee <> all (missing) then
            execute format('grant %s to %I', rights, grantee);
        end if;
    end loop;
exception
    when insufficient_privilege then
        raise notice 'This login may not give the roles of the services their rights (%): services need the login that owns the tables, unless that one migrates.', sqlerrm;
end $$;
