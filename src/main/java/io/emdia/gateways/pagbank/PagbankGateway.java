package io.emdia.gateways.pagbank;

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
 * PagBank's notifications of orders and of charges. Those of subscriptions and the old ones of
 * transactions carry no proof that could be checked; where one comes with this proof all the same,
 * it is acknowledged and tells nothing.
 */
@Component
final class PagbankGateway implements Gateway {

    static final String NAME = "pagbank";

    private static final Pattern TOKEN = Pattern.compile("[!-~]{16,255}");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return PagbankDigest.judge(arrival, trust.secrets());
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var fetched = Fetched.of(arrival);
            if (fetched == null) {
                return new Reading.Events(PagbankBody.events(arrival));
            }
            if (!fetched.resource().kind().equals(PagbankApi.CHARGE)) {
                throw new Misread("body", "must be a charge");
            }
            var charge = PagbankCharge.alone(Members.of(arrival.body()), arrival.pseudonyms());
            return new Reading.Events(PagbankBody.alone(charge, "|fetched"));
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
                {"event":"emdia.test","resource":{"id":"%s","created_at":"%s"}}\
                """
                        .formatted(id, now);
        return PagbankDigest.sign(Trial.Webhook.json(body), trust.secrets());
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        secret -> TOKEN.matcher(secret).matches(),
                        "must be the account's token: 16 to 255 characters, no white space")
                .settingsAmong(Set.of(Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .list();
    }
}
