-- Tokens of a merchant, hashed. The prefix finds the row, the hash proves the token.
create table access_token (
    merchant_id text collate "C" not null references merchant,
    token_id    text collate "C" not null,
    role        text not null check (role in ('viewer', 'manager')),
    label       text not null,
    prefix      text collate "C" not null,
    hash        bytea not null,
    created_at  timestamptz not null,
    revoked_at  timestamptz,
    primary key (merchant_id, token_id)
);

create unique index access_token_by_id on access_token (token_id);
create index access_token_by_prefix on access_token (prefix);
create index access_token_by_hash on access_token (hash);
