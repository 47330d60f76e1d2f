package io.emdia.audit;

/** An audit must not go on: another node took it over, or this one stops. */
final class LeaseLost extends RuntimeException {

    LeaseLost(String merchantId) {
        super("the audit of " + merchantId + " is not this node's any more", null, false, false);
    }
}
