-- Subscriptions by state and recurring revenue, as deltas by day.

-- What is kept of each subscription that contributes: by day, how many more of the charges that name
-- it are overdue, and how many were first paid. As text, since no statement looks inside:
-- "20333:1:0 20364:-1:1", the days counted from 1970-01-01. A subscription without a row has
-- contributed nothing yet.
create table kpi_subscriber (
    merchant_id     text collate "C" not null,
    connection_id   text collate "C" not null,
    subscription_id text collate "C" not null,
    namings         text             not null,
    primary key (merchant_id, connection_id, subscription_id)
) with (fillfactor = 70);

-- Subscriptions by state; payers are customers with revenue.
create table kpi_standing (
    merchant_id text collate "C" not null,
    currency    text collate "C" not null,
    day         date             not null,
    trialing    bigint           not null,
    active      bigint           not null,
    past_due    bigint           not null,
    paused      bigint           not null,
    canceled    bigint           not null,
    payers      bigint           not null,
    primary key (merchant_id, currency, day)
) with (fillfactor = 80);
