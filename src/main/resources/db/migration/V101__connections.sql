-- Gateway accounts. The sealed column holds secrets and API token, encrypted with the master key.
create table connection (
    merchant_id   text collate "C" not null references merchant,
    connection_id text collate "C" not null,
    gateway       text not null,
    settings      text not null,
    sealed        bytea not null,
    enabled       boolean not null,
    -- Grows with every change; announced trails it until every node has been told.
    revision      bigint not null,
    announced     bigint not null,
    created_at    timestamptz not null,
    primary key (merchant_id, connection_id)
);

create unique index connection_by_id on connection (connection_id);
create index connection_unannounced on connection (connection_id) where announced < revision;
