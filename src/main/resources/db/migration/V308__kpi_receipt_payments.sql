-- How many payments the amount of a cell is made of: those of which something was kept.
alter table kpi_receipt add column payments bigint not null default 0;
