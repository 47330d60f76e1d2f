-- What gateways told, and the state it folds into. The merchant leads every key, so that rows can
-- be spread by it; ids compare by bytes.

-- One row an event id, holding the body that counts: of two bodies told under one id the greater
-- (happened_at, digest). The other is kept in event_variant.
create table event (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    event_id      text collate "C" not null,
    digest        text collate "C" not null,
    happened_at   timestamptz      not null,
    recorded_at   timestamptz      not null,
    gateway       text             not null,
    type          text             not null,
    facts         jsonb            not null,
    primary key (merchant_id, connection_id, event_id)
);

create table event_variant (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    event_id      text collate "C" not null,
    digest        text collate "C" not null,
    happened_at   timestamptz      not null,
    recorded_at   timestamptz      not null,
    gateway       text             not null,
    type          text             not null,
    facts         jsonb            not null,
    primary key (merchant_id, connection_id, event_id, digest)
);

-- Which events may tell something of which charge, customer or subscription (both ends of a link).
create table event_subject (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    kind          text collate "C" not null,
    subject_id    text collate "C" not null,
    event_id      text collate "C" not null,
    primary key (merchant_id, connection_id, kind, subject_id, event_id)
);

-- Which charge ids were told to name the same charge, from both ends, so that all of them can be
-- locked in order at once.
create table charge_link (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    charge_id     text collate "C" not null,
    other_id      text collate "C" not null,
    primary key (merchant_id, connection_id, charge_id, other_id)
);

-- The order in which events were applied, given in commit order per merchant.
create table event_position (
    merchant_id   text collate "C" not null,
    position      bigint           not null,
    connection_id text collate "C" not null,
    event_id      text collate "C" not null,
    digest        text collate "C" not null,
    primary key (merchant_id, position)
);

create table merchant_progress (
    merchant_id      text collate "C" not null primary key,
    version          bigint           not null default 0,
    position         bigint           not null default 0,
    last_delivery_at timestamptz,
    business_day     date
);

-- A row without a state is a charge that does not count: not known enough yet, or another name of
-- one that does. turns..refunded are step functions of the day, parallel arrays.
create table charge (
    merchant_id      text collate "C" not null,
    connection_id    text collate "C" not null,
    charge_id        text collate "C" not null,
    rules            text,
    customer_id      text collate "C",
    subscription_id  text collate "C",
    currency         text,
    method           text,
    amount           bigint,
    issued_on        date,
    due_on           date,
    effective_due_on date,
    canceled_on      date,
    state            jsonb,
    turns            date[],
    statuses         text[],
    open_amounts     bigint[],
    paid_amounts     bigint[],
    refunded_amounts bigint[],
    primary key (merchant_id, connection_id, charge_id)
);
create index charge_by_due on charge (merchant_id, effective_due_on desc, connection_id, charge_id)
    where state is not null;
create index charge_by_customer on charge (merchant_id, connection_id, customer_id)
    where state is not null;
create index charge_by_subscription on charge (merchant_id, connection_id, subscription_id)
    where state is not null;

create table customer (
    merchant_id   text collate "C" not null,
    connection_id text collate "C" not null,
    customer_id   text collate "C" not null,
    name          text,
    email         text,
    phone         text,
    document      text,
    primary key (merchant_id, connection_id, customer_id)
);

create table subscription (
    merchant_id     text collate "C" not null,
    connection_id   text collate "C" not null,
    subscription_id text collate "C" not null,
    rules           text,
    customer_id     text collate "C",
    currency        text,
    started_on      date,
    state           jsonb,
    primary key (merchant_id, connection_id, subscription_id)
);
