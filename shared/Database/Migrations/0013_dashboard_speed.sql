-- A channel's own pictures come with service messages, which are few.
create index messages_channel_photos on messages (channel_id, message_id) where kind = 'service' and image_id is not null;
