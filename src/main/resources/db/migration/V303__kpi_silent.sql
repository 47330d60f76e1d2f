-- What is open of the charges whose gateway has said nothing since they were due, as deltas by
-- effective due day. Whether that is doubtful is a question of the range of due_on that is summed,
-- so neither a day that passes nor another patience moves a row. No one is overdue before the day
-- after, so what moves sooner stands at that day: mostly one row a due day.
create table kpi_silent (
    merchant_id  text collate "C" not null,
    currency     text collate "C" not null,
    due_on       date             not null,
    method       text collate "C" not null,
    day          date             not null,
    open_amount  bigint           not null,
    open_charges bigint           not null,
    primary key (merchant_id, currency, due_on, method, day)
) with (fillfactor = 80);
