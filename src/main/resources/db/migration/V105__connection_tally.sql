-- How many webhooks came through each connection's door, counted by each node by itself: the sum over
-- nodes counts. The row of node '' holds what nodes counted that have been silent for long. A node
-- numbers what it writes, so that the same number again changes nothing.
create table connection_tally (
    merchant_id      text collate "C" not null,
    connection_id    text collate "C" not null,
    node             text collate "C" not null,
    batch            bigint           not null,
    accepted         bigint           not null,
    refused          bigint           not null,
    refused_in_a_row bigint           not null,
    last_accepted_at timestamptz,
    last_refused_at  timestamptz,
    last_refusal     text,
    written_at       timestamptz      not null,
    primary key (merchant_id, connection_id, node)
);

create index connection_tally_silent on connection_tally (written_at) where node <> '';
