-- Owner: Scheduler.
create table notices (
    subject text primary key,
    name    text not null,
    problem text not null,
    told_at timestamptz not null default now()
);

comment on table notices is 'Problems that NOTIFY_URL was told, and that are not over.';
comment on column notices.subject is 'Whose problem it is: channel or account, and its id.';
