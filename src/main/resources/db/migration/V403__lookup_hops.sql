-- How many answers in a row led to it: what was asked for may name what must be asked for in turn,
-- and gateways that name each other in a ring must not be asked for ever.
alter table quarantine add column hops integer not null default 0;
