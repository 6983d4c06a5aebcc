-- Owner: Telegram (shared/Telegram). All calls of an account, from whatever process, pass one gate per class.
create table account_gates (
    account_id    int not null references accounts on delete cascade,
    call_class    text not null check (call_class in ('history', 'messages', 'resolve', 'files', 'other')),
    rate          double precision,
    next_slot     timestamptz not null default '-infinity',
    blocked_until timestamptz,
    due_at        timestamptz not null default '-infinity',
    answered      bigint not null default 0,
    floods        int not null default 0,
    last_flood_at timestamptz,
    last_wait     interval,
    learned       jsonb not null default '{}',
    updated_at    timestamptz not null default now(),
    primary key (account_id, call_class)
)
-- One row is updated for every call: its versions find room on their page.
with (fillfactor = 10);

comment on table account_gates is 'How fast each account may call Telegram, as learned from its flood waits.';
comment on column account_gates.rate is 'Calls per second; null: no limit was met yet, calls are not slowed.';
comment on column account_gates.next_slot is 'When the next call may be sent; slots are taken in advance.';
comment on column account_gates.blocked_until is 'Telegram asked to wait until then: no process of the account calls.';
comment on column account_gates.due_at is 'When the learner decides again about the rate.';
comment on column account_gates.answered is 'Calls that Telegram answered.';

do $$
begin
    grant select on account_gates to collector_reader;
exception
    when insufficient_privilege or undefined_object then
        raise notice 'the role collector_reader cannot read the account gates: ask an administrator to grant it';
end $$;
