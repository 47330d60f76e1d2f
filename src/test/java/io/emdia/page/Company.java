package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running product with a bakery in it that has sold for half a year. With {@code -Demdia.page.at}
 * it is one that runs already at that address, which is how tests of the page are written; what
 * looks into the product is skipped then.
 */
final class Company implements AutoCloseable {

    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private static final String NAME = "padaria-aurora";

    final ProductClient product;
    final String id;
    final String connection;
    private final @Nullable RunningProduct own;
    private final String manager;
    private final String viewer;
    private final AtomicInteger told = new AtomicInteger();

    private Company(ProductClient product, @Nullable RunningProduct own, String id) {
        this.product = product;
        this.own = own;
        this.id = id;
        this.connection = product.merchant(id);
        this.manager = product.token(id, "manager");
        this.viewer = product.token(id, "viewer");
    }

    static Company open() {
        var company = running();
        HalfAYear.lived(company, company.today());
        company.product.awaitEvents(company.id, company.told.get());
        return company;
    }

    private static Company running() {
        var address = System.getProperty("emdia.page.at");
        if (address == null) {
            var own = RunningProduct.start(Asked.class, PrintedLink.class);
            return new Company(own, own, NAME);
        }
        var id = NAME + "-" + Instant.now().getEpochSecond();
        return new Company(new ProductClient(URI.create(address)), null, id);
    }

    String origin() {
        var address = product.at("/");
        return address.getScheme() + "://" + address.getAuthority();
    }

    int port() {
        return product.at("/").getPort();
    }

    String manager() {
        return manager;
    }

    String viewer() {
        return viewer;
    }

    LocalDate today() {
        return LocalDate.now(ZONE);
    }

    Asked asked() {
        return inside(Asked.class);
    }

    /** The link that the product printed, at the address where these tests meet it. */
    URI link() {
        var printed = inside(PrintedLink.class).read();
        return URI.create(origin() + printed.getRawPath() + "?" + printed.getRawQuery());
    }

    private <T> T inside(Class<T> bean) {
        if (own == null) {
            throw new TestAbortedException("looks into the product, which is not this test's own");
        }
        return own.bean(bean);
    }

    /** A signed webhook, accepted. */
    void tell(String type, Map<String, ?> data) {
        tell(connection, type, data);
    }

    void tell(String toConnection, String type, Map<String, ?> data) {
        var event = Map.of("type", type, "timestamp", Instant.now().toString(), "data", data);
        var body = ProductClient.JSON.writeValueAsString(event);
        var id = "told-" + told.incrementAndGet();
        assertThat(product.post(toConnection, id, body)).isEqualTo(200);
    }

    /** A charge that fell due so many days ago. */
    void charge(String charge, String customer, long amount, int daysAgo) {
        var due = today().minusDays(daysAgo);
        tell(
                "charge.upserted",
                Map.of(
                        "charge_id",
                        charge,
                        "customer_id",
                        customer,
                        "amount",
                        amount,
                        "currency",
                        "BRL",
                        "method",
                        "pix",
                        "issued_on",
                        due.minusDays(HalfAYear.TERM_DAYS).toString(),
                        "due_on",
                        due.toString()));
    }

    /** The present document, or that of some day. */
    JsonNode document(String question) {
        return product.get("/v1/merchants/" + id + "/kpis?currency=BRL" + question);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
