package io.emdia.audit;

/**
 * The right to audit a merchant, as long as it is renewed and nobody took it over.
 *
 * @param token in the merchant's row while this one holds it
 * @param cellsVersion what stands in the merchant's cells
 * @param asked the newest question this audit answers
 * @param isAsked someone waits for it
 */
record Lease(
        String merchantId,
        String token,
        int cellsVersion,
        long asked,
        boolean repair,
        boolean isAsked) {}
