-- When the figures of each merchant were last counted again from its facts, and what was found.
create table audit (
    merchant_id   text collate "C" primary key,
    -- What stood in the cells when they were last counted; older than the code's, they are counted
    -- first of all.
    cells_version integer     not null default 0,
    seen_at       timestamptz not null,
    -- Audits that were asked for, and how many of them were answered.
    asked         bigint      not null default 0,
    answered      bigint      not null default 0,
    repair        boolean     not null default false,
    -- Whoever holds the lease audits; another one may once it ran out.
    lease         text,
    leased_until  timestamptz,
    is_round      boolean     not null default false,
    begun_at      timestamptz,
    ended_at      timestamptz,
    audited_at    timestamptz,
    -- Of the newest audit: what it told, and what is still off (minor units by currency).
    told          jsonb,
    drift         jsonb,
    differences   bigint      not null default 0
);

create index audit_asked on audit (merchant_id) where asked > answered;
