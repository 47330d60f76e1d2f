package planted.ledger;

import kafka.server.KafkaRaftServer;

public record RunsABroker(KafkaRaftServer broker) {}
