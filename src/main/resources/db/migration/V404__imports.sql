-- What was brought in from files. Lines go through the log like webhooks; here is only how far each
-- import has come.
create table import (
    merchant_id     text collate "C" not null,
    import_id       text collate "C" not null,
    idempotency_key text collate "C",
    connection_id   text collate "C" not null,
    format          text             not null,
    status          text             not null default 'reading'
        check (status in ('reading', 'applying', 'finished', 'interrupted', 'failed')),
    -- Grows whenever it is continued: whoever read an earlier one has lost it.
    attempt         integer          not null default 1,
    lines_read      bigint           not null default 0,
    lines_refused   bigint           not null default 0,
    lines_applied   bigint           not null default 0,
    -- The first refused lines and why, parallel arrays.
    refusal_lines   bigint[]         not null default '{}',
    refusal_reasons text[]           not null default '{}',
    started_at      timestamptz      not null,
    -- Whoever reads it says so again and again, until it is killed.
    touched_at      timestamptz      not null,
    finished_at     timestamptz,
    primary key (merchant_id, import_id)
);

create unique index import_key on import (merchant_id, idempotency_key)
    where idempotency_key is not null;
create unique index import_reading on import (merchant_id) where status = 'reading';
create index import_under_way on import (status) where status in ('reading', 'applying');
create index import_newest on import (merchant_id, started_at desc, import_id desc);

-- Lines on the log that are not known to be applied: so many of one partition, up to an offset.
create table import_chunk (
    merchant_id   text collate "C" not null,
    import_id     text collate "C" not null,
    first_line    bigint           not null,
    log_partition integer          not null,
    last_offset   bigint           not null,
    lines         bigint           not null,
    primary key (merchant_id, import_id, first_line, log_partition)
);
