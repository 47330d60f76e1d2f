-- A charge's state changes with each of its facts, its due day and its customer hardly ever. With the
-- state in no index (a predicate counts too) and room on the page, such an update stays on its page
-- and touches no index.
alter table charge set (fillfactor = 70);

drop index charge_by_due;
drop index charge_by_customer;
drop index charge_by_subscription;
create index charge_by_due on charge (merchant_id, effective_due_on desc, connection_id, charge_id)
    where effective_due_on is not null;
create index charge_by_customer on charge (merchant_id, connection_id, customer_id)
    where customer_id is not null;
create index charge_by_subscription on charge (merchant_id, connection_id, subscription_id)
    where subscription_id is not null;
