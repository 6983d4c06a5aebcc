-- Owner: Scheduler. It looks at a channel that is added, resumed or to be collected now at once.
create function notify_channels_due() returns trigger
language plpgsql
as $$
begin
    notify channels_due;
    return null;
end
$$;

create trigger channels_due
after insert or update of next_due_at, state on channels
for each row
when (new.next_due_at <= clock_timestamp() and new.state not in ('paused', 'removed'))
execute function notify_channels_due();
