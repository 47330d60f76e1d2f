package io.emdia.gateways.adyen;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Adyen's webhooks: notification items of payments, as JSON or as a form, and the newer families,
 * of which none tells of money here. Adyen has no API that answers what became of a payment.
 */
@Component
final class AdyenGateway implements Gateway {

    private static final Pattern KEY = Pattern.compile("([0-9A-Fa-f]{2}){16,64}");

    @Override
    public String name() {
        return "adyen";
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return AdyenSignature.judge(arrival, trust.secrets());
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var body = AdyenBody.of(arrival.body());
            return new Reading.Events(body.events(AdyenCapture.in(settings)));
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
        return "[accepted]";
    }

    @Override
    public Trial trial(String id, Trust trust, Instant now) {
        var item =
                """
                {"amount":{"currency":"BRL","value":0},"eventCode":"EMDIA_TEST","eventDate":"%s",\
                "merchantAccountCode":"Emdia","merchantReference":"emdia-test",\
                "pspReference":"%s","reason":"","success":"true"}\
                """
                        .formatted(now.truncatedTo(ChronoUnit.SECONDS), id);
        return AdyenSignature.sign(item, trust.secrets());
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        secret -> KEY.matcher(secret).matches(),
                        "must be the webhook's HMAC key, hexadecimal digits")
                .settingsAmong(Set.of(AdyenCapture.SETTING))
                .oneOf(AdyenCapture.SETTING, AdyenCapture.names())
                .list();
    }
}
