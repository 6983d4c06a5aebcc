-- Owner: Writer. A constant default is kept in the catalog: no row is rewritten. Rows that are there get their values when they are looked at again.
alter table messages
    add via_bot     text,
    add ttl_period  int,
    add no_forwards boolean not null default false;

comment on column messages.via_bot is 'Name of the bot through which it was sent, without the @; the id where Telegram does not tell the name.';
comment on column messages.ttl_period is 'Seconds after which Telegram deletes the message; null: never. Exports do not tell.';
comment on column messages.no_forwards is 'Telegram forbids forwarding and saving it. Exports do not tell.';

create or replace view collected_messages as
select m.channel_id, c.handle, c.title, m.message_id, m.posted_at, m.edited_at, m.deleted_at, m.kind, m.author, m.sender_name,
       m.text, m.reply_to, m.views, m.forwards, m.replies, m.media_kind, i.path as image_path, i.sha256 as image_sha256,
       m.via_bot, m.ttl_period, m.no_forwards
from messages m
join channels c on c.id = m.channel_id
left join images i on i.image_id = m.image_id and i.state = 'stored';
