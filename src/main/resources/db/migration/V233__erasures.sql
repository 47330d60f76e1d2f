-- What was destroyed of a person, when and by whom; never changed, never removed.
create table erasure (
    merchant_id        text collate "C" not null,
    id                 bigint           not null generated always as identity,
    connection_id      text collate "C" not null,
    customer_id        text collate "C" not null,
    erased_at          timestamptz      not null,
    erased_by          text             not null,
    role               text             not null,
    facts              bigint           not null,
    quarantined        bigint           not null,
    log_holds_until    timestamptz,
    primary key (merchant_id, id),
    unique (merchant_id, connection_id, customer_id)
);
