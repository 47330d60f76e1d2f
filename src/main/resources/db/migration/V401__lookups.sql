-- What must be asked of a gateway's API, in the same table as deliveries kept aside: 'waiting' until
-- a try has failed, 'open' from then on. One row for each resource that is waited for, whatever how
-- many deliveries name it; such a row holds no delivery, since the log does.
alter table quarantine
    add column resource_kind  text collate "C",
    add column resource_id    text collate "C",
    -- Whether the deliveries that name it say too little without it.
    add column required       boolean not null default true,
    -- Asked for by ourselves, not by a delivery: given up when a try fails.
    add column poll           boolean not null default false,
    -- How often it was asked for: an answer settles only what was asked for before it was given.
    add column wanted         bigint  not null default 1,
    add column tries          integer not null default 0,
    add column next_try_at    timestamptz,
    -- A node is asking; when it is killed, others ask from then on.
    add column leased_until   timestamptz,
    add column without_token  boolean not null default false,
    add constraint quarantine_resource
        check ((resource_kind is null) = (resource_id is null)
               and (resource_kind is null) = (next_try_at is null)),
    drop constraint quarantine_status_check,
    add constraint quarantine_status_check
        check (status in ('open', 'replayed', 'discarded')
               or status = 'waiting' and resource_kind is not null),
    drop constraint quarantine_merchant_id_recorded_at_log_partition_log_offset_key;

create unique index quarantine_delivery
    on quarantine (merchant_id, recorded_at, log_partition, log_offset)
    where resource_kind is null;

create unique index quarantine_lookup
    on quarantine (merchant_id, connection_id, resource_kind, resource_id)
    where resource_kind is not null and status in ('waiting', 'open');

-- The first that is due of each connection, from connection to connection.
create index quarantine_lookup_due on quarantine (connection_id, next_try_at)
    where resource_kind is not null and status in ('waiting', 'open');

create index quarantine_lookup_without_token on quarantine (connection_id)
    where without_token and status = 'open';
