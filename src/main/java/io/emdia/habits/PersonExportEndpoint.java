package io.emdia.habits;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.http.Problem;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.PersonalRecords;
import io.emdia.ledger.PersonalRecords.Kept;
import io.emdia.ledger.PersonalRecords.Telling;
import io.swagger.v3.oas.annotations.Operation;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** All that is kept of one person, as a file to hand over. */
@RestController
final class PersonExportEndpoint {

    /** Names nobody. */
    private static final ContentDisposition FILE =
            ContentDisposition.attachment().filename("customer.json").build();

    private final HabitQuestions questions;
    private final Customers customers;
    private final PersonalRecords records;

    PersonExportEndpoint(HabitQuestions questions, Customers customers, PersonalRecords records) {
        this.questions = questions;
        this.customers = customers;
        this.records = records;
    }

    /**
     * @param customer its members stand beside the lists
     * @param told what was told of the person, by event, from the oldest to the newest
     * @param charges each with its payments, attempts, refunds and disputes
     * @param quarantinedDeliveries those kept aside that name the person
     * @param nextCursor asks for the charges after these; null when there are none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Export(
            @JsonUnwrapped Customers.Detail customer,
            List<Telling> told,
            List<Object> charges,
            List<Object> subscriptions,
            List<String> quarantinedDeliveries,
            @Nullable String nextCursor) {

        static Export of(Customers.Detail customer, Kept kept) {
            return new Export(
                    customer,
                    kept.told(),
                    kept.charges().items(),
                    kept.subscriptions(),
                    kept.quarantinedDeliveries(),
                    kept.charges().nextCursor());
        }
    }

    @GetMapping("/v1/merchants/{merchant}/customers/{connection}/{customer}/export")
    @Operation(
            summary = "All that is kept of one person",
            description = "Up to 1,000 charges at once; next_cursor asks for those that follow")
    Mono<ResponseEntity<Export>> export(
            @PathVariable("merchant") String merchant,
            @PathVariable("connection") String connection,
            @PathVariable("customer") String customer,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return questions
                .merchant(merchant)
                .map(known -> questions.day(known, null))
                .flatMap(day -> customers.one(merchant, day, connection, customer))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such customer")))
                .flatMap(
                        detail ->
                                records.of(new CustomerKey(merchant, connection, customer), cursor)
                                        .map(kept -> Export.of(detail, kept)))
                .map(PersonExportEndpoint::file);
    }

    private static ResponseEntity<Export> file(Export export) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, FILE.toString())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(export);
    }
}
