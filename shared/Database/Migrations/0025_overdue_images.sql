-- Of a channel that an account can read, the images that are wanted for longest: those of all others were walked through at every tick.
drop index images_coalesce_idx;
create index on images (channel_id, coalesce(requested_at, wanted_at)) where state = 'wanted';
create index on images (requested_at) where state = 'wanted' and requested_at is not null;
