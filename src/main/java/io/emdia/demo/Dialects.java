package io.emdia.demo;

import tools.jackson.databind.json.JsonMapper;

import java.time.ZoneId;
import java.util.List;

/** The gateways the simulated company uses, the busiest first. */
final class Dialects {

    static final String STANDARD = "standard";

    private Dialects() {}

    static List<Dialect> all(JsonMapper json, ZoneId zone) {
        return List.of(
                new StandardDialect(json, zone),
                new StripeDialect(json, zone),
                new AsaasDialect(json, zone),
                new MercadoPagoDialect(json, zone),
                new PagarmeDialect(json, zone),
                new PagBankDialect(json, zone),
                new IuguDialect(zone),
                new VindiDialect(json, zone),
                new AdyenDialect(json, zone),
                new EfiDialect(json));
    }
}
