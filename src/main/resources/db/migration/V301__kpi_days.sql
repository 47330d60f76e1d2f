-- The book of any day, past or future, by sums over days instead of over the cube. A charge is k days
-- overdue from its effective due day plus k on. What moves it sooner counts as k days overdue from
-- then on, whenever it came: kpi_due keeps it by effective due day (before_k). What moves it later
-- counts from its own day on: kpi_day keeps it by day (after_k). So the balance that is k or more
-- days overdue at the end of a day is the after_k of all days up to it and the before_k of all due
-- days k days before it and earlier. Nothing here turns at midnight.

create table kpi_day (
    merchant_id       text collate "C" not null,
    currency          text collate "C" not null,
    day               date             not null,
    method            text collate "C" not null,
    open_amount       bigint           not null,
    open_charges      bigint           not null,
    after_1_amount    bigint           not null,
    after_1_charges   bigint           not null,
    after_31_amount   bigint           not null,
    after_31_charges  bigint           not null,
    after_61_amount   bigint           not null,
    after_61_charges  bigint           not null,
    after_91_amount   bigint           not null,
    after_91_charges  bigint           not null,
    after_181_amount  bigint           not null,
    after_181_charges bigint           not null,
    after_366_amount  bigint           not null,
    after_366_charges bigint           not null,
    primary key (merchant_id, currency, day, method)
) with (fillfactor = 80);

-- Beside before_k, the cohort of each effective due day as it is once every day has come.
create table kpi_due (
    merchant_id        text collate "C" not null,
    currency           text collate "C" not null,
    due_on             date             not null,
    method             text collate "C" not null,
    before_1_amount    bigint           not null,
    before_1_charges   bigint           not null,
    before_31_amount   bigint           not null,
    before_31_charges  bigint           not null,
    before_61_amount   bigint           not null,
    before_61_charges  bigint           not null,
    before_91_amount   bigint           not null,
    before_91_charges  bigint           not null,
    before_181_amount  bigint           not null,
    before_181_charges bigint           not null,
    before_366_amount  bigint           not null,
    before_366_charges bigint           not null,
    owed_amount        bigint           not null,
    owed_charges       bigint           not null,
    principal          bigint           not null,
    charges            bigint           not null,
    fell_amount        bigint           not null,
    recovered_amount   bigint           not null,
    primary key (merchant_id, currency, due_on, method)
) with (fillfactor = 80);

insert into kpi_day
select merchant_id, currency, day, method, sum(open_amount), sum(open_charges),
       coalesce(sum(open_amount) filter (where day - due_on >= 1), 0),
       coalesce(sum(open_charges) filter (where day - due_on >= 1), 0),
       coalesce(sum(open_amount) filter (where day - due_on >= 31), 0),
       coalesce(sum(open_charges) filter (where day - due_on >= 31), 0),
       coalesce(sum(open_amount) filter (where day - due_on >= 61), 0),
       coalesce(sum(open_charges) filter (where day - due_on >= 61), 0),
       coalesce(sum(open_amount) filter (where day - due_on >= 91), 0),
       coalesce(sum(open_charges) filter (where day - due_on >= 91), 0),
       coalesce(sum(open_amount) filter (where day - due_on >= 181), 0),
       coalesce(sum(open_charges) filter (where day - due_on >= 181), 0),
       coalesce(sum(open_amount) filter (where day - due_on >= 366), 0),
       coalesce(sum(open_charges) filter (where day - due_on >= 366), 0)
  from kpi_cube
 group by merchant_id, currency, day, method;

insert into kpi_due
select merchant_id, currency, due_on, method,
       coalesce(sum(open_amount) filter (where day - due_on < 1), 0),
       coalesce(sum(open_charges) filter (where day - due_on < 1), 0),
       coalesce(sum(open_amount) filter (where day - due_on < 31), 0),
       coalesce(sum(open_charges) filter (where day - due_on < 31), 0),
       coalesce(sum(open_amount) filter (where day - due_on < 61), 0),
       coalesce(sum(open_charges) filter (where day - due_on < 61), 0),
       coalesce(sum(open_amount) filter (where day - due_on < 91), 0),
       coalesce(sum(open_charges) filter (where day - due_on < 91), 0),
       coalesce(sum(open_amount) filter (where day - due_on < 181), 0),
       coalesce(sum(open_charges) filter (where day - due_on < 181), 0),
       coalesce(sum(open_amount) filter (where day - due_on < 366), 0),
       coalesce(sum(open_charges) filter (where day - due_on < 366), 0),
       sum(owed_amount), sum(owed_charges), sum(principal), sum(charges), sum(fell_amount),
       sum(recovered_amount)
  from kpi_cube
 group by merchant_id, currency, due_on, method;
