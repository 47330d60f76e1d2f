-- What subscriptions are found by and listed in the order of, as their newest versions have it: the
-- plan in words without accents, what they come to in a month.
alter table subscription
    add column plan_order     text collate "C",
    add column monthly_amount bigint;

with newest as (
    select merchant_id, connection_id, subscription_id, state #> '{versions,-1}' as version
    from subscription
    where state is not null
)
update subscription s
set plan_order = nullif(left(trim(regexp_replace(
        lower(regexp_replace(normalize(n.version ->> 'plan', NFD), U&'[\0300-\036F]', '', 'g')),
        '[\s!-/:-@[-`{-~]+', ' ', 'g')), 40), ''),
    monthly_amount = least(trunc(
        (n.version ->> 'amount')::numeric
        * case n.version ->> 'interval' when 'day' then 365 when 'week' then 52 when 'month' then 12
               when 'quarter' then 4 else 1 end
        / (12 * coalesce((n.version ->> 'interval_count')::numeric, 1))), 9223372036854775807)
from newest n
where (s.merchant_id, s.connection_id, s.subscription_id)
      = (n.merchant_id, n.connection_id, n.subscription_id);

create index subscription_by_start
    on subscription (merchant_id, started_on desc, connection_id, subscription_id)
    where started_on is not null;
create index subscription_by_customer
    on subscription (merchant_id, customer_id, connection_id, subscription_id)
    where started_on is not null;
create index subscription_by_amount
    on subscription (merchant_id, currency, monthly_amount desc, connection_id, subscription_id)
    where started_on is not null;
create index subscription_by_plan
    on subscription (merchant_id, plan_order, connection_id, subscription_id)
    where plan_order is not null;
