package io.emdia.http;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/**
 * Sends tables of any length in little memory: a page is read only when the connection took what
 * came before. What fails before the first row is answered as a problem; what fails later breaks
 * the connection off, so that half a table is never taken for a whole one.
 */
@Component
public final class TableDownload {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final DownloadSettings settings;

    TableDownload(DownloadSettings settings) {
        this.settings = settings;
    }

    /**
     * @param first where the first page begins
     * @param pages reads one page, whatever becomes of the client meanwhile
     */
    public <T, K> Mono<Void> send(
            ServerWebExchange exchange,
            Table<T> table,
            K first,
            Function<K, Mono<TablePage<T, K>>> pages) {
        var response = exchange.getResponse();
        return pages.apply(first)
                .flatMap(
                        page -> {
                            headers(response.getHeaders(), table);
                            return new TableWriting<>(table, pages, settings.stall())
                                    .send(page, response);
                        })
                .checkpoint("table download");
    }

    private static void headers(HttpHeaders headers, Table<?> table) {
        headers.setContentType(CSV);
        headers.setContentLanguage(Locale.forLanguageTag(table.style().tag()));
        headers.setContentDisposition(
                ContentDisposition.attachment().filename(table.name()).build());
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        headers.setCacheControl("no-store");
    }
}
