-- The wall behind every statement's own condition: a row of a merchant is seen and changed only by a
-- transaction whose scope names the merchant. The scope is the setting emdia.merchants, an array of
-- ids as PostgreSQL writes it, or '*' for directories: what must be found before the merchant is
-- known, or serves all of them, and holds neither money nor persons.

-- The merchants of the scope; null where it is of directories. A transaction without one, or of directories where no directory is, is
-- a fault of the program, and is told instead of shown an empty table.
create function emdia_merchants(is_directory boolean) returns text[]
    language plpgsql stable parallel safe
as $$
declare
    listed text := current_setting('emdia.merchants', true);
begin
    if listed is null or listed = '' then
        raise insufficient_privilege using message = 'this transaction has no scope of merchants';
    end if;
    if listed <> '*' then
        return listed::text[];
    end if;
    if not is_directory then
        raise insufficient_privilege using message = 'the scope is of directories, this is none';
    end if;
    return null;
end
$$;

-- Builds the wall around a table that has a merchant_id. The scope is asked for once a statement, not
-- once a row, which is what the inner select is for.
-- directory: null for none, 'read' or 'write' for what transactions of directories may do with it;
-- entries: those rows of it alone.
create function emdia_isolate(target regclass, directory text default null, entries text default 'true')
    returns void
    language plpgsql
as $$
begin
    if directory not in ('read', 'write') then
        raise 'a directory is for read or write, not %', directory;
    end if;
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('drop policy if exists scope on %s', target);
    execute format('drop policy if exists directory on %s', target);
    execute format(
        'create policy scope on %s using (merchant_id = any ((select emdia_merchants(%L))::text[]))',
        target, directory is not null);
    if directory is not null then
        execute format(
            'create policy directory on %s for %s using ((select emdia_merchants(true)) is null and %s)',
            target, case directory when 'read' then 'select' else 'all' end, entries);
    end if;
end
$$;
