package io.emdia.ledger;

import io.emdia.ledger.Events.AppliedEvent;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;

/**
 * An applied event as the outside sees it.
 *
 * @param type the gateway's own name of its kind
 * @param facts what it told, in our words, each with its own {@code type}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EventView(
        long position,
        String connectionId,
        String gateway,
        String eventId,
        String type,
        Instant timestamp,
        Instant recordedAt,
        List<Object> facts) {

    public static EventView of(AppliedEvent event) {
        return new EventView(
                event.position(),
                event.connectionId(),
                event.gateway(),
                event.eventId(),
                event.type(),
                event.timestamp(),
                event.recordedAt(),
                event.facts().stream().map(FactCodec::view).toList());
    }
}
