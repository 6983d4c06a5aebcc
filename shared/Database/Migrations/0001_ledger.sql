-- Owner: Scheduler.
create table channels (
    id               int generated always as identity primary key,
    source           text not null check (source in ('export', 'telegram')),
    address          text not null,
    handle           text,
    title            text not null,
    kind             text check (kind in ('channel', 'supergroup', 'basic_group')),
    telegram_id      bigint unique,
    first_message_id int not null default 1,
    top_message_id   int not null default 0,
    sweep            int not null default 1,
    sweep_top        int,
    fingerprint      text,
    state            text not null default 'active',
    last_error       text,
    every            interval,
    next_due_at      timestamptz,
    last_seen_at     timestamptz,
    last_served_at   timestamptz,
    added_at         timestamptz not null default now(),
    unique (source, address)
);

comment on table channels is 'The channels to collect.';
comment on column channels.first_message_id is 'Lowest message id that the source can give; completeness is coverage of [first_message_id, top_message_id].';
comment on column channels.sweep_top is 'While the history is looked at again: up to this id. Null in the first sweep.';
comment on column channels.state is 'active, paused, removed, or why it cannot be read: private, gone, banned, migrated, left.';
comment on column channels.next_due_at is 'When the channel is looked at next; null: only when asked.';

-- Owner: Scheduler. Commands in flight, and the ones given up; a range that coverage contains is deleted.
create table ranges (
    id            bigint generated always as identity primary key,
    channel_id    int not null references channels on delete cascade,
    span          int4range,
    sweep         int not null,
    state         text not null default 'outstanding' check (state in ('outstanding', 'parked')),
    round         int not null default 1,
    failed_rounds int not null default 0,
    sent_at       timestamptz,
    not_before    timestamptz,
    finished_at   timestamptz,
    covered_at    timestamptz,
    image_rounds  int not null default 0,
    error         text
);

create index on ranges (channel_id);
create unique index ranges_one_look on ranges (channel_id) where span is null;

comment on column ranges.span is 'Message ids; null is an open command: look at the channel itself.';
comment on column ranges.sent_at is 'Null: the command is to be sent, not before not_before.';
comment on column ranges.covered_at is 'Its messages are stored; it stays until images has a row for every image they show.';
comment on column ranges.failed_rounds is 'How often it was finished without becoming covered.';

-- Owner: Scheduler.
create table collectors (
    instance_id       text primary key,
    concurrency_limit int not null,
    sources           text[] not null,
    seen_at           timestamptz not null
);

-- Owner: Writer, in the transaction of the rows: coverage never runs ahead of them.
create table coverage (
    channel_id int primary key references channels on delete cascade,
    known      int4multirange not null default '{}',
    sweep      int not null default 1,
    seen       int4multirange not null default '{}',
    messages   int not null default 0,
    written_at timestamptz not null default now()
);

comment on column coverage.known is 'Ids known to be stored, or known not to exist.';
comment on column coverage.seen is 'The same for this sweep alone.';
comment on column coverage.messages is 'Rows of this channel in messages.';
