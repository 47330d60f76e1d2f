-- Whether a charge's gateway has told nothing of it that happened after its effective due day; null
-- until the charge is folded by the rules that know it. In no index: it is part of the state.
alter table charge add column silent boolean;
