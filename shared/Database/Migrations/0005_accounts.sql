create table accounts (
    id          int generated always as identity primary key,
    telegram_id bigint not null unique,
    phone       text not null,
    name        text not null,
    state       text not null default 'active' check (state in ('active', 'paused', 'logged_out', 'banned')),
    last_error  text,
    added_at    timestamptz not null default now()
);

create table sessions (
    id           int generated always as identity primary key,
    account_id   int not null references accounts on delete cascade,
    data         bytea,
    key_check    bytea not null,
    lease_holder uuid,
    lease_until  timestamptz,
    saved_at     timestamptz,
    added_at     timestamptz not null default now()
);

create index on sessions (account_id);

comment on table sessions is 'Login keys, encrypted with SESSION_KEY. Not for readers.';
comment on column accounts.phone is 'Masked: its first and last digits only.';

do $$
begin
    grant select on accounts to collector_reader;
exception
    when insufficient_privilege or undefined_object then
        raise notice 'the role collector_reader cannot read the accounts: ask an administrator to grant it';
end $$;
