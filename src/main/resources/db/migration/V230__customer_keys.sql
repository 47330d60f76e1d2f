-- Who a customer is, is kept sealed under a key of the customer's own, which its merchant's key
-- wraps. Destroying the wrapped key forgets the person for good: the row stays and says when.
create table customer_key (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    customer_id   text collate "C" not null,
    wrapped       bytea,
    erased_at     timestamptz,
    primary key (merchant_id, connection_id, customer_id),
    check ((wrapped is null) = (erased_at is not null))
);

-- What a customer is found by: digests, by the merchant's key, of the beginnings of the words of
-- its name, its e-mail and the number of its document. The short ones stand in a table that finds
-- the customer by its number; the row holds them too, so that those it loses are found when it is
-- told anew, and all longer ones.
alter table customer
    add column number bigint generated always as identity,
    add column sealed bytea,
    add column heads  bigint[] not null default '{}',
    add column tails  bigint[] not null default '{}';

create unique index customer_by_number on customer (merchant_id, number);

create table customer_head (
    merchant_id text collate "C" not null,
    head        bigint           not null,
    customer    bigint           not null,
    primary key (merchant_id, head, customer)
);
