package io.emdia.auditlog;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Adds lines to the log and reads them; nobody changes one. */
@Component
public final class AuditLog implements Acts {

    /** Stands for the merchant of acts that concern none. */
    public static final String NO_MERCHANT = "-";

    /** Before every line there is. */
    static final long NEWEST = Long.MAX_VALUE;

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String ADD =
            """
            insert into audit_record (merchant_id, actor_kind, actor_id, act, subject, details)
            values ($1, $2, $3, $4, $5, $6::jsonb)
            """;
    private static final String PAGE =
            """
            select id, at, actor_kind, actor_id, act, subject, details::text as details
            from audit_record
            where merchant_id = $1 and id < $2 and ($3::text is null or act = $3)
              and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
            order by id desc limit $6
            """;

    private final Database database;

    AuditLog(Database database) {
        this.database = database;
    }

    /**
     * A line of the log.
     *
     * @param subject what it was done to: an id of ours
     */
    record Line(
            long id,
            Instant at,
            String actorKind,
            String actorId,
            String act,
            String subject,
            Map<String, String> details) {}

    /**
     * Which lines are meant; null does not narrow.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Filter(@Nullable String act, @Nullable Instant from, @Nullable Instant to) {}

    /**
     * In the transaction of what was done, so that there is the one exactly where there is the
     * other. Done by whoever the request is from.
     *
     * @param subject what it was done to: an id of ours
     * @param details hold no secret and nothing of a person
     */
    public static Mono<Void> record(
            Connection transaction,
            String merchantId,
            Act act,
            String subject,
            Map<String, String> details) {
        return Mono.deferContextual(
                context ->
                        record(transaction, Actor.of(context), merchantId, act, subject, details));
    }

    private static Mono<Void> record(
            Connection transaction,
            Actor actor,
            String merchantId,
            Act act,
            String subject,
            Map<String, String> details) {
        return Query.on(transaction, ADD)
                .with(merchantId)
                .with(actor.kind().word())
                .with(actor.id())
                .with(act.word())
                .with(subject)
                .with(JSON.writeValueAsString(details))
                .run();
    }

    @Override
    public Mono<Void> record(
            String merchantId, Act act, String subject, Map<String, String> details) {
        return database.write(
                Scope.of(merchantId), unit -> record(unit, merchantId, act, subject, details));
    }

    /** The same for one who is not yet, or no longer, the one the request is from. */
    public Mono<Void> record(
            Actor actor, String merchantId, Act act, String subject, Map<String, String> details) {
        return database.write(
                Scope.of(merchantId),
                unit -> record(unit, actor, merchantId, act, subject, details));
    }

    /** So many below one, the newest first. */
    Mono<List<Line>> page(String merchantId, long below, Filter filter, int limit) {
        return database.read(
                Scope.of(merchantId), unit -> page(unit, merchantId, below, filter, limit));
    }

    private static Mono<List<Line>> page(
            Connection unit, String merchantId, long below, Filter filter, int limit) {
        return Query.on(unit, PAGE)
                .with(merchantId)
                .with(below)
                .with(filter.act(), String.class)
                .with(filter.from(), Instant.class)
                .with(filter.to(), Instant.class)
                .with(limit)
                .rows(AuditLog::line);
    }

    private static Line line(Readable row) {
        return new Line(
                Row.number(row, "id"),
                Row.instant(row, "at"),
                Row.text(row, "actor_kind"),
                Row.text(row, "actor_id"),
                Row.text(row, "act"),
                Row.text(row, "subject"),
                JSON.readValue(Row.text(row, "details"), TEXTS));
    }
}
