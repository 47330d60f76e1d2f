-- Single-use links and the sessions of the page. Both are of no merchant: a session lives as long
-- as the credential it was opened with, which its hash names.
create table sign_in_ticket (
    ticket_hash bytea primary key,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create table sign_in_session (
    session_id      text collate "C" primary key,
    session_hash    bytea not null unique,
    credential_hash bytea not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    ended_at        timestamptz
);

create index sign_in_session_by_expiry on sign_in_session (expires_at);
