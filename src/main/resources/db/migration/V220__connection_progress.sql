-- How many events of each connection were applied, and the newest of them; written with the events'
-- positions, under the lock of the merchant's progress.
create table connection_progress (
    merchant_id      text collate "C" not null,
    connection_id    text collate "C" not null,
    events           bigint           not null,
    last_event_at    timestamptz      not null,
    last_recorded_at timestamptz      not null,
    primary key (merchant_id, connection_id)
);

insert into connection_progress (merchant_id, connection_id, events, last_event_at, last_recorded_at)
select merchant_id, connection_id, count(*), max(happened_at), max(recorded_at)
from (select merchant_id, connection_id, happened_at, recorded_at from event
      union all
      select merchant_id, connection_id, happened_at, recorded_at from event_variant) as told
group by merchant_id, connection_id;
