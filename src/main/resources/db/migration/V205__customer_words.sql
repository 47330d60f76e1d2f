-- The words that customers are found by: of their names and e-mails, and the number of their
-- document, without accents, in lower case, cut at 40 letters. A customer's row holds all of its
-- words, so that those it loses are found when it is told anew, and what it is sorted by: its name
-- in such words, behind all others where it has none. ASCII's marks and blanks part words.
create table customer_word (
    merchant_id   text collate "C" not null,
    word          text collate "C" not null,
    connection_id text collate "C" not null,
    customer_id   text collate "C" not null,
    primary key (merchant_id, word, connection_id, customer_id)
);

alter table customer
    add column words      text[]           not null default '{}',
    add column name_order text collate "C" not null default U&'\+10FFFF';

with plain as (
    select merchant_id, connection_id, customer_id,
           lower(regexp_replace(normalize(name, NFD), U&'[\0300-\036F]', '', 'g')) as name,
           lower(regexp_replace(normalize(email, NFD), U&'[\0300-\036F]', '', 'g')) as email,
           lower(document) as document
    from customer
), parted as (
    select merchant_id, connection_id, customer_id,
           trim(left(trim(regexp_replace(name, '[\s!-/:-@[-`{-~]+', ' ', 'g')), 40)) as line,
           regexp_split_to_array(name, '[\s!-/:-@[-`{-~]+') as name,
           regexp_split_to_array(email, '[\s!-/:-@[-`{-~]+') as email,
           regexp_replace(document, '[\s!-/:-@[-`{-~]+', '', 'g') as document
    from plain
), worded as (
    select p.merchant_id, p.connection_id, p.customer_id,
           array(select word from (
                     select left(word, 40) as word, min(at) as at
                     from unnest(p.name || p.email || p.document) with ordinality as w(word, at)
                     where word <> '' group by 1) as w order by at) as words,
           nullif(p.line, '') as name_order
    from parted p
)
update customer u
set words = w.words, name_order = coalesce(w.name_order, U&'\+10FFFF')
from worded w
where (u.merchant_id, u.connection_id, u.customer_id)
      = (w.merchant_id, w.connection_id, w.customer_id)
  and w.words <> '{}';

insert into customer_word (merchant_id, word, connection_id, customer_id)
select merchant_id, word, connection_id, customer_id from customer, unnest(words) as word;

create index customer_by_name
    on customer (merchant_id, name_order, connection_id, customer_id);
