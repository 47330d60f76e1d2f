-- What was recorded since an instant, as of events themselves: bodies that do not count are written
-- in the order of their records too.
create index event_variant_by_record on event_variant using brin (recorded_at);
