package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Customers over HTTP, with what they owe at any day, each currency apart. */
@RestController
@RequestMapping("/v1/merchants/{merchant}/customers")
final class CustomersEndpoint {

    private static final String LIST =
            """
            select u.connection_id, u.customer_id, u.name, u.email,
                   coalesce((select jsonb_agg(b)::text from (
                       select c.currency, sum(c.open)::bigint as open_amount,
                              coalesce(sum(c.open) filter (where c.due < $2), 0)::bigint
                                  as overdue_amount,
                              count(*) filter (where c.due < $2 and c.open > 0)
                                  as overdue_charges
                       from (select currency, effective_due_on as due,
                                    coalesce(open_amounts[width_bucket($2, turns)], 0) as open
                             from charge
                             where (merchant_id, connection_id, customer_id)
                                   = (u.merchant_id, u.connection_id, u.customer_id)
                               and effective_due_on is not null) c
                       group by c.currency order by c.currency) b), '[]') as balances
            from customer u
            where u.merchant_id = $1 and (u.connection_id, u.customer_id) > ($3, $4)
            order by u.connection_id, u.customer_id limit $5\
            """;

    private final Asked asked;
    private final Database database;

    CustomersEndpoint(Asked asked, Database database) {
        this.asked = asked;
        this.database = database;
    }

    /** Amounts in minor units. */
    record Balance(String currency, long openAmount, long overdueAmount, int overdueCharges) {}

    record Item(
            String connectionId,
            String customerId,
            @Nullable String name,
            @Nullable String email,
            List<Balance> balances) {}

    @GetMapping
    Mono<Page<Item>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var size = Page.size(Asked.number("limit", limit));
        var after = cursor == null ? Cursor.of("", "") : Cursor.decode(cursor, 2);
        var day = DayParameter.read("as_of", asOf);
        return asked.merchant(merchant)
                .flatMap(known -> read(merchant, asked.day(known, day), size, after))
                .map(rows -> Page.of(rows, size, CustomersEndpoint::cursor));
    }

    private Mono<List<Item>> read(String merchant, LocalDate day, int size, Cursor after) {
        return database.read(connection -> page(connection, merchant, day, size, after));
    }

    private static Mono<List<Item>> page(
            Connection connection, String merchant, LocalDate day, int size, Cursor after) {
        return Query.on(connection, LIST)
                .with(merchant)
                .with(day)
                .with(after.parts().get(0))
                .with(after.parts().get(1))
                .with(size + 1L)
                .rows(CustomersEndpoint::item);
    }

    private static Cursor cursor(Item last) {
        return Cursor.of(last.connectionId(), last.customerId());
    }

    private static Item item(Readable row) {
        var balances = FactCodec.readState(Row.text(row, "balances"), Balance[].class);
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                Row.maybeText(row, "name"),
                Row.maybeText(row, "email"),
                List.of(balances));
    }
}
