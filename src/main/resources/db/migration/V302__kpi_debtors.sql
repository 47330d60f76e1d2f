-- What the charges of one customer add up to: by method and day, how many of them begin to make it
-- count less how many cease to, and the same of being overdue. Crowds move by the days on which a
-- first charge begins or the last one ceases, so no charge of the customer but the changed one is
-- ever read. As text, since no statement looks inside: "pix 20333:1:0 20364:-1:1;boleto ...", the
-- days counted from 1970-01-01.
create table kpi_debtor (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    customer_id   text collate "C" not null,
    currency      text collate "C" not null,
    edges         text             not null,
    primary key (merchant_id, connection_id, customer_id, currency)
) with (fillfactor = 70);

insert into kpi_debtor
with span as (
    select merchant_id, connection_id, customer_id, currency, method, 1 as counted, 0 as overdue,
           issued_on as begins, least(canceled_on, issued_on + 365) as ends
    from charge
    where effective_due_on is not null and customer_id is not null
    union all
    select merchant_id, connection_id, customer_id, currency, method, 0, 1,
           greatest(turn, effective_due_on + 1), next_turn
    from charge cross join lateral (
        select turn, open, lead(turn) over (order by at) as next_turn
        from unnest(turns, open_amounts) with ordinality as step(turn, open, at)) as steps
    where effective_due_on is not null and customer_id is not null and open > 0
), edge as (
    select span.*, begins as day, 1 as sign from span where ends is null or begins < ends
    union all
    select span.*, ends, -1 from span where begins < ends
), sums as (
    select merchant_id, connection_id, customer_id, currency, method, day,
           sum(sign * counted) as counted, sum(sign * overdue) as overdue
    from edge
    group by 1, 2, 3, 4, 5, 6
), by_method as (
    select merchant_id, connection_id, customer_id, currency,
           method || ' ' || string_agg(
               day - date '1970-01-01' || ':' || counted || ':' || overdue, ' ' order by day
           ) as edges
    from sums
    where counted <> 0 or overdue <> 0
    group by 1, 2, 3, 4, method
)
select merchant_id, connection_id, customer_id, currency, string_agg(edges, ';' order by edges)
from by_method
group by 1, 2, 3, 4;
