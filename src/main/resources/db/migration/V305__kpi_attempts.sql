-- Attempts on automatic methods and money that goes back, by the day on which it happened. None of
-- it is taken back later, so no second day is kept.

-- code is what the gateway answered to a declined attempt, 'unknown' where it said nothing, and
-- empty for the approved ones. first_attempts are those that were the first of their charge.
create table kpi_attempt (
    merchant_id    text collate "C" not null,
    currency       text collate "C" not null,
    day            date             not null,
    method         text collate "C" not null,
    code           text collate "C" not null,
    attempts       bigint           not null,
    first_attempts bigint           not null,
    primary key (merchant_id, currency, day, method, code)
) with (fillfactor = 80);

create table kpi_flow (
    merchant_id     text collate "C" not null,
    currency        text collate "C" not null,
    day             date             not null,
    method          text collate "C" not null,
    refunded_amount bigint           not null,
    disputed_amount bigint           not null,
    disputes        bigint           not null,
    card_payments   bigint           not null,
    primary key (merchant_id, currency, day, method)
) with (fillfactor = 80);
