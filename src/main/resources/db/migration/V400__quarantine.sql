-- Deliveries that could not be applied, kept for ever and independent of the log's retention. The
-- log's position and timestamp tell a redelivery from another delivery.
create table quarantine (
    merchant_id   text collate "C" not null,
    id            bigint           not null generated always as identity,
    connection_id text collate "C" not null,
    gateway       text             not null,
    recorded_at   timestamptz      not null,
    log_partition integer          not null,
    log_offset    bigint           not null,
    reason        text             not null,
    header_names  text[]           not null,
    header_values text[]           not null,
    query         text             not null,
    body          bytea            not null,
    status        text             not null default 'open'
        check (status in ('open', 'replayed', 'discarded')),
    kept_at       timestamptz      not null,
    settled_at    timestamptz,
    primary key (merchant_id, id),
    unique (merchant_id, recorded_at, log_partition, log_offset)
);

create index quarantine_open on quarantine (merchant_id, id desc) where status = 'open';
