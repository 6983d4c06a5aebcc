-- Owner: Telegram.
alter table accounts
    add takeout_used_at    timestamptz,
    add takeout_not_before timestamptz;

comment on column accounts.takeout_used_at is 'When a holder last read inside the export session; it is finished when nobody has for minutes.';
comment on column accounts.takeout_not_before is 'Telegram has ended an export session: none is begun before.';

-- Owner: Scheduler.
alter table channels
    add swept_at  timestamptz,
    add reader_id int references accounts on delete set null;

comment on column channels.swept_at is 'When the history was last begun to be looked at again; null: never.';
comment on column channels.reader_id is 'The only account that reads it, because the message ids of a basic group are each member''s own; null: any that can.';
