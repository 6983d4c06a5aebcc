-- Owner: Scheduler.
alter table channels
    add since           timestamptz,
    add images          boolean not null default true,
    add max_image_bytes bigint;

comment on column channels.since is 'Messages from before it are not stored; their ids count as known.';
comment on column channels.images is 'False: its messages are stored without their images.';
comment on column channels.max_image_bytes is 'Images that announce more bytes are not stored; null: only the limits of Media hold.';
