package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.keys.MerchantKey;
import io.emdia.keys.TestKeys;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Map;

class RecordLayoutTests {

    private static final MerchantKey KEY = TestKeys.fresh("acme");
    private static final Delivery DELIVERY =
            new Delivery(
                    "acme",
                    "c1",
                    "standard",
                    Map.of("webhook-id", "of Maria"),
                    "name=Maria",
                    "{\"name\":\"Maria\"}".getBytes(UTF_8));

    @Test
    void nothingOfWhatADeliverySaysLiesPlain() {
        var record = RecordLayout.toRecord("t", "k", DELIVERY, KEY);

        assertThat(new String(record.value(), ISO_8859_1)).doesNotContain("Maria");
        assertThat(record.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactlyInAnyOrder(
                        "merchant=acme", "connection=c1", "gateway=standard", "sealed=1");
    }

    @Test
    void whatIsSealedComesBackAsItWas() {
        var logged = RecordLayout.from(read(RecordLayout.toRecord("t", "k", DELIVERY, KEY)), KEY);

        assertThat(logged.sealed()).isNull();
        assertThat(logged.delivery()).usingRecursiveComparison().isEqualTo(DELIVERY);
    }

    @Test
    void plainRecordsOfBeforeAreStillRead() {
        var record = new ProducerRecord<>("t", "k", DELIVERY.body());
        record.headers().add("merchant", "acme".getBytes(UTF_8));
        record.headers().add("connection", "c1".getBytes(UTF_8));
        record.headers().add("gateway", "standard".getBytes(UTF_8));
        record.headers().add("query", "name=Maria".getBytes(UTF_8));
        record.headers().add("h:webhook-id", "of Maria".getBytes(UTF_8));

        var logged = RecordLayout.from(read(record), null);

        assertThat(logged.sealed()).isNull();
        assertThat(logged.delivery()).usingRecursiveComparison().isEqualTo(DELIVERY);
    }

    @Test
    void whatDoesNotOpenComesOutAsItLies() {
        var record = RecordLayout.toRecord("t", "k", DELIVERY, KEY);

        for (var key : new @Nullable MerchantKey[] {TestKeys.fresh("acme"), null}) {
            var logged = RecordLayout.from(read(record), key);

            assertThat(logged.sealed()).isEqualTo(record.value());
            assertThat(logged.delivery().merchantId()).isEqualTo("acme");
            assertThat(logged.delivery().body()).isEmpty();
        }
    }

    @Test
    void aRecordMovedToAnotherConnectionDoesNotOpen() {
        var record = RecordLayout.toRecord("t", "k", DELIVERY, KEY);
        record.headers().remove("connection").add("connection", "c2".getBytes(UTF_8));

        assertThat(RecordLayout.from(read(record), KEY).sealed()).isNotNull();
    }

    @Test
    void aRecordOfAnybodyElsesComesOutWithEmptyNames() {
        var logged = RecordLayout.from(new ConsumerRecord<>("t", 0, 0L, null, null), null);

        assertThat(logged.delivery().merchantId()).isEmpty();
        assertThat(logged.delivery().body()).isEmpty();
    }

    private static ConsumerRecord<String, byte[]> read(ProducerRecord<String, byte[]> sent) {
        var record = new ConsumerRecord<>("t", 0, 0L, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }
}
