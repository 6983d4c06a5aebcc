alter table accounts drop constraint accounts_state_check,
    add constraint accounts_state_check check (state in ('active', 'paused', 'logged_out', 'banned', 'removing'));

comment on column accounts.state is 'removing: whoever holds sessions logs it out at Telegram, then forgets it; last_error says why not yet.';
