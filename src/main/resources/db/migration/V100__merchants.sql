-- The companies that collect. folded_rules is the ledger's: the rules its figures were folded by.
create table merchant (
    merchant_id         text collate "C" primary key,
    name                text not null,
    time_zone           text not null,
    calendar            text not null,
    default_currency    text,
    mrr_starts          text not null check (mrr_starts in ('started', 'first_payment')),
    doubtful_after_days integer not null,
    folded_rules        text,
    -- The content it was created with, so that the same call again is told from another one.
    created_as          text not null,
    created_at          timestamptz not null
);
