-- What was recorded since an instant. Events come nearly in the order of their records and are hardly
-- ever moved, so a summary of each run of pages finds the newest ones: it is a few pages in all and
-- costs a writer next to nothing, where a tree would cost an entry for every event.
create index event_by_record on event using brin (recorded_at);
