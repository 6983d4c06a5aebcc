-- Owner: Media.
alter table images add column waiting_since timestamptz;

create index on images (waiting_since) where waiting_since is not null;

comment on column images.waiting_since is 'Not fetched since then: the disk of the image store was at its reserve.';
