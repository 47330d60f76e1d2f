-- What is kept of each payer: by how much its subscriptions change what it is billed, by rhythm and
-- day, and how many of them end by no wish of its own. As text, since no statement looks inside:
-- "month/1 20333:4990 20364:-4990;forced 20364:1".
create table kpi_payer (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    customer_id   text collate "C" not null,
    currency      text collate "C" not null,
    steps         text             not null,
    primary key (merchant_id, connection_id, customer_id, currency)
) with (fillfactor = 70);

-- Movements of recurring revenue in minor units for so many intervals: amounts of one rhythm add up,
-- what they come to in a month is worked out exactly when they are read. The revenue of any day is
-- the sum of all movements up to it.
create table kpi_revenue (
    merchant_id         text collate "C" not null,
    currency            text collate "C" not null,
    day                 date             not null,
    billed_by           text collate "C" not null,
    interval_count      integer          not null,
    new_amount          bigint           not null,
    expansion_amount    bigint           not null,
    contraction_amount  bigint           not null,
    churn_amount        bigint           not null,
    reactivation_amount bigint           not null,
    primary key (merchant_id, currency, day, billed_by, interval_count)
) with (fillfactor = 80);

-- A row for each payer and day on which its revenue moved: before and after are exact monthly minor
-- units in lowest terms, forced says that a subscription ended that day by no wish of the payer's.
-- Retention and churn of a window need the movers of the window alone: previous_on and next_on tell
-- which of a payer's rows are the first and the last in it.
create table kpi_mover (
    merchant_id        text collate "C" not null,
    currency           text collate "C" not null,
    day                date             not null,
    connection_id      text collate "C" not null,
    customer_id        text collate "C" not null,
    movement           text             not null,
    forced             boolean          not null,
    before_numerator   numeric          not null,
    before_denominator numeric          not null,
    after_numerator    numeric          not null,
    after_denominator  numeric          not null,
    previous_on        date,
    next_on            date,
    primary key (merchant_id, currency, day, connection_id, customer_id)
);
