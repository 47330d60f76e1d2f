-- When a doubtful charge was last asked for by ourselves, so that no node asks sooner again.
create table charge_poll (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    charge_id     text collate "C" not null,
    asked_at      timestamptz      not null,
    primary key (merchant_id, connection_id, charge_id)
) with (fillfactor = 70);

create index charge_poll_by_age on charge_poll using brin (asked_at);
