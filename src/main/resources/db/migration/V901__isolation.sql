-- Every table with a merchant_id, by the catalog; those named here are directories. What is not named
-- is none.
do $$
declare
    isolated record;
begin
    for isolated in
        select c.oid::regclass as target, d.directory, d.entries
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
        left join (values
            ('merchant',          'read',  'true'),
            ('merchant_key',      'write', 'true'),
            ('merchant_progress', 'read',  'true'),
            ('connection',        'read',  'true'),
            ('connection_tally',  'write', 'true'),
            ('access_token',      'write', 'true'),
            ('sign_in_session',   'write', 'true'),
            ('audit',             'write', 'true'),
            ('import',            'write', 'true'),
            ('import_chunk',      'write', 'true'),
            ('charge_poll',       'write', 'true'),
            -- What a gateway must be asked for, never a delivery that is kept aside.
            ('quarantine',        'write', 'resource_kind is not null')
        ) as d(name, directory, entries) on d.name = c.relname
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    loop
        perform emdia_isolate(isolated.target, isolated.directory, isolated.entries);
    end loop;
end
$$;
