-- One key a merchant, wrapped by the master key. Without a reference to merchant: what others put on
-- the log may name merchants that do not exist, and is kept aside sealed too.
create table merchant_key (
    merchant_id text collate "C" primary key,
    wrapped     bytea not null,
    created_at  timestamptz not null
);
