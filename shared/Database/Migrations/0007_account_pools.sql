alter table collectors add column account_id int references accounts on delete cascade;
alter table ranges add column account_id int references accounts on delete set null;
alter table channels add column reported_messages int;
alter table images add column requested_at timestamptz;

create index on images (coalesce(requested_at, wanted_at)) where state = 'wanted';

-- Owner: Telegram.
create table account_channels (
    account_id  int not null references accounts on delete cascade,
    channel_id  int not null references channels on delete cascade,
    kind        text,
    peer_id     bigint,
    access_hash bigint,
    state       text not null,
    last_error  text,
    checked_at  timestamptz not null default now(),
    primary key (account_id, channel_id)
);

create index on account_channels (channel_id);

comment on table account_channels is 'Which account can read which channel; no row: it was not tried.';
comment on column account_channels.access_hash is 'Good for this account alone. Not for readers.';
comment on column account_channels.state is 'readable, or why this account cannot: private, banned, gone, left, unknown.';
comment on column collectors.account_id is 'The account that reads; null for sources without accounts.';
comment on column ranges.account_id is 'Who is reading it; null for sources without accounts, and for a look that waits for one.';
comment on column channels.reported_messages is 'Number of messages that Telegram itself counts.';
comment on column images.requested_at is 'When a wanted image was last requested again.';

do $$
begin
    grant select (account_id, channel_id, kind, peer_id, state, last_error, checked_at) on account_channels to collector_reader;
exception
    when insufficient_privilege or undefined_object then
        raise notice 'the role collector_reader cannot read which account reads what: ask an administrator to grant it';
end $$;
