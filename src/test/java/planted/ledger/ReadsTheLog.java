package planted.ledger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

public record ReadsTheLog(ConsumerRecord<String, String> read) {}
