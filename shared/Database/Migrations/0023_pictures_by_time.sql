-- The gallery of all channels goes by time, past however many messages without a picture.
create index messages_pictures_by_time on messages (posted_at, channel_id, message_id) where image_id is not null;
