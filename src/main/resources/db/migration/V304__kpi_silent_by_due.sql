-- Nearly all that is open of silent charges stands at the day after their due day: it joins the row
-- of its due day, which every document reads anyway. kpi_silent keeps what moves later.
alter table kpi_due
    add column silent_amount  bigint not null default 0,
    add column silent_charges bigint not null default 0;

update kpi_due as due
set silent_amount = silent.open_amount, silent_charges = silent.open_charges
from kpi_silent as silent
where (silent.merchant_id, silent.currency, silent.due_on, silent.method)
      = (due.merchant_id, due.currency, due.due_on, due.method)
  and silent.day = silent.due_on + 1;

delete from kpi_silent where day = due_on + 1;
