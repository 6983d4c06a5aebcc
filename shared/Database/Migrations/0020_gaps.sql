-- Owner: Scheduler. What is missing is a subtraction, and said here alone.
create view ledger as
select c.id as channel_id, whole.ids as whole, coalesce(v.known, '{}') as known, coalesce(v.messages, 0) as messages,
       whole.ids - coalesce(v.known, '{}') + (again.ids - case when v.sweep = c.sweep then v.seen else '{}' end) as missing
from channels c
left join coverage v on v.channel_id = c.id
cross join lateral (select int4multirange(int4range(c.first_message_id, greatest(c.top_message_id + 1, c.first_message_id))) as ids) whole
-- Empty where sweep_top is null.
cross join lateral (select int4multirange(int4range(c.first_message_id, greatest(c.sweep_top + 1, c.first_message_id))) as ids) again;

comment on view ledger is 'How far each channel is, in message ids.';
comment on column ledger.whole is 'The ids that its source can give.';
comment on column ledger.missing is 'Those that are not known, and while the history is looked at again those that this sweep has not seen; ranges in flight or parked are among them.';
