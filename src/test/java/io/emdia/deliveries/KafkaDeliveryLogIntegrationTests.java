package io.emdia.deliveries;

import org.junit.jupiter.api.AfterEach;

import java.util.ArrayList;
import java.util.List;

class KafkaDeliveryLogIntegrationTests implements DeliveryLogContract {

    private final KafkaLog kafka = KafkaLog.open();
    private final List<KafkaLog> others = new ArrayList<>();

    @Override
    public DeliveryLog log() {
        return kafka.log();
    }

    @Override
    public DeliveryLog anotherNode() {
        var other = kafka.another();
        others.add(other);
        return other.log();
    }

    @AfterEach
    void close() {
        others.forEach(KafkaLog::close);
        kafka.close();
    }
}
