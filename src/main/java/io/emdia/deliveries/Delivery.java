package io.emdia.deliveries;

import java.util.Map;

/**
 * One authentic webhook, with what is needed to read it again later.
 *
 * @param merchantId who collects
 * @param connectionId the gateway account it came through
 * @param gateway the gateway's registered name, which reads it
 * @param headers the headers its gateway asked to keep, names in lower case; never credentials
 * @param query the raw query string without secrets, empty when there was none
 * @param body the bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
public record Delivery(
        String merchantId,
        String connectionId,
        String gateway,
        Map<String, String> headers,
        String query,
        byte[] body) {}
