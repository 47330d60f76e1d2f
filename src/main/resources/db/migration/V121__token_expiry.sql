-- A token may end by itself. When it was last used is written now and then, never in a request's way.
alter table access_token
    add column expires_at   timestamptz,
    add column last_used_at timestamptz;
