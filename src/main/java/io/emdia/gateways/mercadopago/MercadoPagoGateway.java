package io.emdia.gateways.mercadopago;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Mercado Pago. Its notifications only name a resource, so all facts are read out of what its API
 * answers. The older IPN and the notifications of QR codes are not signed: they are refused.
 */
@Component
final class MercadoPagoGateway implements Gateway {

    static final String NAME = "mercadopago";

    /** What must not be mistaken for the panel's secret signature. */
    private static final Pattern ACCESS_TOKEN = Pattern.compile("(APP_USR|TEST)-.*");

    private static final int SECRET_LENGTH_MIN = 16;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return MercadoPagoSignature.judge(arrival, trust.secrets(), now);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var fetched = Fetched.of(arrival);
            return fetched == null
                    ? MercadoPagoNotice.read(arrival)
                    : resource(fetched, Members.of(arrival.body()));
        } catch (Misread misread) {
            return misread.reading();
        }
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of();
    }

    @Override
    public Set<String> pathEndings() {
        return Set.of();
    }

    @Override
    public String acceptedBody() {
        return "";
    }

    @Override
    public Trial trial(String id, Trust trust, Instant now) {
        var body =
                """
                {"id":"%s","live_mode":false,"type":"emdia.test","date_created":"%s",\
                "action":"emdia.test","data":{"id":"%s"}}\
                """
                        .formatted(id, now, id);
        return MercadoPagoSignature.sign(Trial.Webhook.json(body), id, trust.secrets(), now);
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        secret ->
                                secret.strip().length() >= SECRET_LENGTH_MIN
                                        && !ACCESS_TOKEN.matcher(secret).matches(),
                        "must be the secret signature of the panel's webhooks, not an access token")
                .settingsAmong(Set.of(Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .list();
    }

    private static Reading resource(Fetched fetched, Members body) {
        var at = fetched.at();
        if (fetched.resource().kind().equals(MercadoPagoApi.REFERENCE)) {
            return MercadoPagoPayments.readAll(body, fetched.resource().id(), at);
        }
        var id = body.key("id");
        if (!id.equalsIgnoreCase(fetched.resource().id())) {
            throw body.misread("id", "must be the one that was asked for");
        }
        return switch (fetched.resource().kind()) {
            case MercadoPagoApi.PAYMENT -> new Reading.Events(MercadoPagoPayments.read(body, at));
            case MercadoPagoApi.PREAPPROVAL ->
                    new Reading.Events(MercadoPagoSubscriptions.read(body, at));
            case MercadoPagoApi.AUTHORIZED_PAYMENT ->
                    new Reading.Events(MercadoPagoInvoices.read(body, at));
            case MercadoPagoApi.ORDER -> new Reading.Events(MercadoPagoOrders.read(body, at));
            case MercadoPagoApi.CHARGEBACK -> MercadoPagoCases.readChargeback(body, at);
            case MercadoPagoApi.MERCHANT_ORDER -> MercadoPagoCases.readMerchantOrder(body, at);
            default -> new Reading.Unreadable("this kind of resource is never asked for");
        };
    }
}
