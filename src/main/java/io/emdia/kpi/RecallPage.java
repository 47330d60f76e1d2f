package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.ChargeStates;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.ChargeChange;
import io.emdia.ledger.Recollection;

import java.time.Instant;
import java.util.List;

/** Some charges, each of which no other page has; their other names may be in several. */
sealed interface RecallPage {

    /** What they add to the cells. */
    Cells cells(Instant then);

    /** From what is stored, or from nothing where that was not read, to what was known. */
    record Folded(Recollection recollection, List<ChargeKey> keys) implements RecallPage {

        @Override
        public Cells cells(Instant then) {
            return CellProjection.netted(recollection.at(then).changes(keys));
        }
    }

    /** From nothing to what is stored: nothing was recorded of them since. */
    record Untouched(ChargeStates charges) implements RecallPage {

        @Override
        public Cells cells(Instant then) {
            return CellProjection.contributed(charges.decoded());
        }
    }

    /** From what is stored to nothing: nothing had been recorded of them by then. */
    record New(ChargeStates charges) implements RecallPage {

        @Override
        public Cells cells(Instant then) {
            return CellProjection.netted(
                    new Changes(charges.decoded().stream().map(New::gone).toList()));
        }

        private static ChargeChange gone(Charge charge) {
            return new ChargeChange(charge.key(), charge, null);
        }
    }
}
