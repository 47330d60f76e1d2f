-- The orders that charges are listed in, besides that of their due days. Neither an issue day nor an
-- amount changes with a charge's state, so that such a change still touches no index.
create index charge_by_issue on charge (merchant_id, issued_on desc, connection_id, charge_id)
    where effective_due_on is not null;
create index charge_by_amount on charge (merchant_id, currency, amount desc, connection_id, charge_id)
    where effective_due_on is not null;
