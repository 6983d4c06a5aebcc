create view collected_messages as
select m.channel_id, c.handle, c.title, m.message_id, m.posted_at, m.edited_at, m.deleted_at, m.kind, m.author, m.sender_name,
       m.text, m.reply_to, m.views, m.forwards, m.replies, m.media_kind, i.path as image_path, i.sha256 as image_sha256
from messages m
join channels c on c.id = m.channel_id
left join images i on i.image_id = m.image_id and i.state = 'stored';

comment on view collected_messages is 'Stable: columns are added, never renamed or removed.';

do $$
begin
    begin
        create role collector_reader nologin;
    exception
        when duplicate_object or unique_violation then null;
    end;
    execute format('grant connect on database %I to collector_reader', current_database());
    grant usage on schema public to collector_reader;
    grant select on channels, ranges, collectors, coverage, messages, message_versions, vanished, images, collected_messages to collector_reader;
exception
    when insufficient_privilege then
        raise notice 'no right to create the role collector_reader: ask an administrator for it if you want a read-only login';
end $$;
