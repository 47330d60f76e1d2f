-- Sessions of people whom a provider vouched for: they hold their role themselves. Their
-- credential_hash is random, so that no credential is theirs, and older nodes know none of them.
alter table sign_in_session
    add column role        text check (role in ('viewer', 'manager', 'administrator')),
    add column merchant_id text collate "C" references merchant,
    add constraint sign_in_session_of_one_merchant
        check ((role is null or role = 'administrator') = (merchant_id is null));
