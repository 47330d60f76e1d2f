-- A delivery whose content was destroyed since it told of a person who was erased.
alter table quarantine
    drop constraint quarantine_status_check,
    add constraint quarantine_status_check
        check (status in ('open', 'replayed', 'discarded', 'erased')
               or status = 'waiting' and resource_kind is not null);
