-- Owner: Writer. No foreign key to channels: it would cost a look-up for every row, and coverage, written in the same transaction, has one.
create table messages (
    channel_id     int not null,
    message_id     int not null check (message_id between 1 and 2147483646),
    posted_at      timestamptz not null,
    edited_at      timestamptz,
    kind           text not null check (kind in ('message', 'service')),
    author         text,
    sender_id      text,
    sender_name    text,
    text           text not null,
    entities       jsonb,
    reply_to       int,
    forwarded_from jsonb,
    views          int,
    forwards       int,
    replies        int,
    reactions      jsonb,
    grouped_id     bigint,
    media_kind     text,
    media          jsonb,
    image_id       text,
    raw            jsonb,
    observed_at    timestamptz not null,
    collected_at   timestamptz not null default now(),
    deleted_at     timestamptz,
    primary key (channel_id, message_id)
);

create index on messages (posted_at);
create index on messages (image_id) where image_id is not null;
create index on messages (channel_id, message_id) include (image_id) where image_id is not null;

comment on column messages.observed_at is 'When the source was read for what the row says.';
comment on column messages.collected_at is 'When the row was last written.';
comment on column messages.deleted_at is 'When the message was found to be gone from the channel.';

-- Owner: Writer. What an edited message said before.
create table message_versions (
    channel_id  int not null,
    message_id  int not null,
    observed_at timestamptz not null,
    edited_at   timestamptz,
    text        text not null,
    entities    jsonb,
    media_kind  text,
    media       jsonb,
    image_id    text,
    replaced_at timestamptz not null default now(),
    primary key (channel_id, message_id, observed_at)
);

-- Owner: Writer. Messages that this sweep did not find; marked deleted when the sweep is whole and they are few.
create table vanished (
    channel_id int not null,
    message_id int not null,
    sweep      int not null,
    found_at   timestamptz not null,
    asked_at   timestamptz,
    primary key (channel_id, message_id)
);

create index on vanished (channel_id, sweep) where asked_at is null;

comment on column vanished.asked_at is 'The whole sweep missed so many that a person must accept it; null: the sweep is not whole yet.';
