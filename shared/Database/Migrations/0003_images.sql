-- Owner: Media.
create table images (
    image_id   text primary key,
    state      text not null check (state in ('wanted', 'stored', 'failed')),
    sha256     text check (sha256 ~ '^[0-9a-f]{64}$'),
    path       text,
    mime       text,
    bytes      bigint,
    width      int,
    height     int,
    attempts   int not null default 0,
    last_error text,
    channel_id int not null,
    message_id int not null,
    location   text,
    wanted_at  timestamptz not null default now(),
    stored_at  timestamptz,
    check (state <> 'stored' or (sha256 is not null and path is not null and bytes > 0))
);

create index on images (channel_id) where state <> 'stored';
create index on images (sha256);

comment on column images.path is 'Relative to the image store.';
comment on column images.channel_id is 'Where the image was seen first.';
