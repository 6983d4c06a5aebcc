-- Message ids of a basic group are its reader's own: when that account is removed here, nobody else can go on.
alter table channels add reader_telegram_id bigint;

update channels c set reader_telegram_id = a.telegram_id from accounts a where a.id = c.reader_id;

comment on column channels.reader_telegram_id is 'The Telegram id of reader_id, which stays when the account is removed.';
