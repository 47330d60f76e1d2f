-- Every master key that was the current one of this installation, by its fingerprint: since when, and
-- when nothing was left that an older one had sealed.
create table master_key_rotation (
    key_id      text collate "C" primary key,
    began_at    timestamptz not null,
    finished_at timestamptz
);
