-- Owner: Media.
comment on column images.waiting_since is 'Not fetched since then: the disk of the image store was at its reserve; -infinity for those to be requested once more.';

do $$
begin
    -- Another chance for what failed.
    grant update (state, waiting_since) on images to collector_dashboard;
exception
    when insufficient_privilege or undefined_object then
        raise notice 'no right to widen the role of the dashboard: it needs the login that owns the tables';
end $$;
