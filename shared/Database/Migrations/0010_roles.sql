-- One role for each service, with rights on the tables that it owns and on what it reads of the others. A login becomes a member of one of them,
-- or is that role itself, see `collector migrate`.
do $$
declare
    service text;
begin
    foreach service in array array['collector_scheduler', 'collector_collector', 'collector_media', 'collector_writer'] loop
        begin
            execute format('create role %I nologin', service);
        exception
            when duplicate_object or unique_violation then null;
        end;
        execute format('grant connect, temporary on database %I to %I', current_database(), service);
        execute format('grant usage on schema public to %I', service);
        execute format('grant select on schema_versions to %I', service);
    end loop;

    grant select, insert, update, delete on channels, ranges, collectors to collector_scheduler;
    grant select on coverage, messages, images to collector_scheduler;

    grant select, insert, update on messages, coverage to collector_writer;
    grant insert on message_versions to collector_writer;
    grant select, insert, update, delete on vanished to collector_writer;

    grant select, insert, update on images to collector_media;
    grant select on channels to collector_media;

    -- Whoever speaks with Telegram holds a session, and fetches images with it.
    grant select, update on accounts, sessions to collector_collector, collector_media;
    grant select, insert, update on account_gates, account_channels to collector_collector, collector_media;
    grant select, insert, update on images to collector_collector;
    grant select on channels to collector_collector;
    -- The scheduler gives accounts their work, and images that lie too long to another account.
    grant select on accounts to collector_scheduler;
    grant select, insert, update, delete on account_channels to collector_scheduler;
    grant update on images to collector_scheduler;
exception
    when insufficient_privilege then
        raise notice 'no right to create the roles of the services: all of them need the login that owns the tables';
end $$;
