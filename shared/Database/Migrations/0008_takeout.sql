-- Owner: Telegram.
alter table accounts add takeout_id bigint;

comment on column accounts.takeout_id is 'The export session (takeout) that its holders share.';
