package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Every single figure of a document has its name, and is what the document says. */
class MetricTests {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyScalarOfADocumentIsAMetricOfThatValue(long seed) {
        var random = new Random(seed);
        var cells = new CellsInMemory();
        cells.move(new ChargeBook().put(RandomChanges.some(random, "acme")));
        var scope = RandomChanges.scope(random);
        var sums = cells.sums(scope);
        var document = JSON.<JsonNode>valueToTree(Expected.of(new Figures(sums, scope)));

        var found = new TreeSet<String>();
        collect("", document, found);

        assertThat(found).isEqualTo(codes());
        for (var metric : Metric.values()) {
            var told = document.at("/" + metric.code().replace('.', '/'));
            var value = JSON.<JsonNode>valueToTree(metric.value(new Quantities(sums, scope)));
            assertThat(value.asString()).as(metric.code()).isEqualTo(told.asString());
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThereAre() {
        assertThatThrownBy(() -> Metric.required("delinquency.rates"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("delinquency.rate,");
        assertThat(Metric.required("delinquency.rate")).isEqualTo(Metric.RATE);
    }

    private static Set<String> codes() {
        return new TreeSet<>(Arrays.stream(Metric.values()).map(Metric::code).toList());
    }

    private static void collect(String path, JsonNode node, Set<String> into) {
        node.properties()
                .forEach(member -> collect(path, member.getKey(), member.getValue(), into));
    }

    private static void collect(String path, String name, JsonNode value, Set<String> into) {
        if (value.isObject()) {
            collect(path + name + ".", value, into);
        } else if (!value.isArray()) {
            into.add(path + name);
        }
    }
}
