package io.emdia.kpi;

import java.util.List;

/** What a recount of a merchant came to, and what would put its cells right. */
public final class Recount {

    private final String merchantId;
    private final long charges;
    private final List<Mend> mends;

    Recount(String merchantId, long charges, List<Mend> mends) {
        this.merchantId = merchantId;
        this.charges = charges;
        this.mends = List.copyOf(mends);
    }

    public String merchantId() {
        return merchantId;
    }

    public long charges() {
        return charges;
    }

    public boolean isRight() {
        return mends.isEmpty();
    }

    List<Mend> mends() {
        return mends;
    }
}
