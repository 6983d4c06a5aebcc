-- Owner: Scheduler.
alter table channels add column partial boolean not null default false;

-- Owner: Telegram.
alter table account_channels add column first_message_id int;

comment on column channels.partial is 'Its source may lack messages between the first and the last id, as an account''s export does; another source reads all of it again.';
comment on column account_channels.first_message_id is 'Lowest message id that this account may see; null: not looked at yet. What came before a member may be hidden from it.';
