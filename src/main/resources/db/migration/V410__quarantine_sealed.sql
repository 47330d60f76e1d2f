-- What a delivery kept aside says lies sealed by its merchant's key, in one column. Rows from before
-- have it plain until a node has sealed them; then header_names, header_values, query and body are
-- null for good. Rows that wait for an answer of a gateway never held any of it.
alter table quarantine
    add column sealed bytea,
    -- Bytes of the body.
    add column size   bigint,
    alter column header_names drop not null,
    alter column header_values drop not null,
    alter column query drop not null,
    alter column body drop not null;

create index quarantine_plain on quarantine (merchant_id, id)
    where body is not null and resource_kind is null;
