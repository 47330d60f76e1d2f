-- What one unit of another currency is worth in the currency a merchant sums in, day by day. There is
-- one such currency for all of a merchant's rates; its row is locked by whoever changes them.
create table consolidation (
    merchant_id text collate "C" not null primary key,
    currency    text collate "C" not null
);

create table daily_rate (
    merchant_id text collate "C" not null,
    currency    text collate "C" not null,
    day         date             not null,
    rate        numeric          not null check (rate > 0),
    primary key (merchant_id, currency, day)
);
