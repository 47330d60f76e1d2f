-- Figures as cells: each row holds what changed on one day, so that a sum over days up to an as-of
-- day is the figure of that day, past or future. Rows are only ever moved by deltas; a row of
-- zeros is as good as none. Room on the pages keeps those updates off the indexes.

-- Balances (open_*) and cohorts (the others) by effective due day. Whether a charge is overdue is a
-- question of the range of due_on that is summed, never of a row that changes at midnight.
create table kpi_cube (
    merchant_id      text collate "C" not null,
    currency         text collate "C" not null,
    due_on           date             not null,
    method           text collate "C" not null,
    day              date             not null,
    open_amount      bigint           not null,
    open_charges     bigint           not null,
    owed_amount      bigint           not null,
    owed_charges     bigint           not null,
    principal        bigint           not null,
    charges          bigint           not null,
    fell_amount      bigint           not null,
    recovered_amount bigint           not null,
    primary key (merchant_id, currency, due_on, method, day)
) with (fillfactor = 80);

-- Cash received on paid_on, as restated by what reversals and disputes took back on day.
create table kpi_receipt (
    merchant_id            text collate "C" not null,
    currency               text collate "C" not null,
    paid_on                date             not null,
    method                 text collate "C" not null,
    payment_method         text collate "C" not null,
    lag_days               integer          not null,
    day                    date             not null,
    amount                 bigint           not null,
    amount_days_from_issue numeric          not null,
    primary key (merchant_id, currency, paid_on, method, payment_method, lag_days, day)
) with (fillfactor = 80);

create table kpi_issued (
    merchant_id text collate "C" not null,
    currency    text collate "C" not null,
    issued_on   date             not null,
    method      text collate "C" not null,
    day         date             not null,
    amount      bigint           not null,
    primary key (merchant_id, currency, issued_on, method, day)
) with (fillfactor = 80);

-- Distinct customers, which do not add up over methods: the empty method stands for all together.
create table kpi_customer (
    merchant_id text collate "C" not null,
    currency    text collate "C" not null,
    method      text collate "C" not null,
    day         date             not null,
    delinquent  bigint           not null,
    customers   bigint           not null,
    primary key (merchant_id, currency, method, day)
) with (fillfactor = 80);

-- How many charges a merchant has in a currency, whatever became of them.
create table kpi_currency (
    merchant_id text collate "C" not null,
    currency    text collate "C" not null,
    charges     bigint           not null,
    primary key (merchant_id, currency)
) with (fillfactor = 80);
