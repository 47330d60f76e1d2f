-- Two more step functions of the day, parallel to turns: what the payments left unpaid, whatever
-- issue, cancellation and write-off say, and the day on which they had covered everything (null while
-- something is owed). A dispute that was won is as if it had never been, so that day may lie before
-- its turn. Null until the charge is folded by the rules that know them.
alter table charge
    add column owed_amounts bigint[],
    add column settled_days date[];
