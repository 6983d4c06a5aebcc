-- Who only fetches images leaves a session of each account to somebody who reads its channels.
alter table sessions add column lease_reads boolean not null default true;
