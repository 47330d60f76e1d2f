-- Who changed what, by whose credential and when. Lines are only ever added: the application may
-- do nothing else, and nobody may by accident.
create table audit_record (
    -- A hyphen for what concerns no merchant; no merchant has that id.
    merchant_id text collate "C" not null,
    id          bigint generated always as identity,
    at          timestamptz not null default clock_timestamp(),
    actor_kind  text not null,
    -- Of a token or session, never its secret, and no person's name.
    actor_id    text collate "C" not null,
    act         text collate "C" not null,
    subject     text not null,
    details     jsonb not null,
    primary key (merchant_id, id)
);

create function audit_record_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log only grows' using errcode = 'restrict_violation';
end
$$;

create trigger audit_record_is_kept before update or delete on audit_record
    for each row execute function audit_record_is_kept();
create trigger audit_record_is_not_emptied before truncate on audit_record
    for each statement execute function audit_record_is_kept();
