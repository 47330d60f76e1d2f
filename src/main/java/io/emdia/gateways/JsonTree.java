package io.emdia.gateways;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Map;

/** Bodies as JSON trees: bounded in every direction, decimals exact as they were written. */
final class JsonTree {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    static final int DEPTH_MAX = 64;
    static final int TOKENS_MAX = 500_000;

    private static final int STRING_LENGTH_MAX = 256 * 1024;
    private static final int NUMBER_LENGTH_MAX = 100;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(limits())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonTree() {}

    private static StreamReadConstraints limits() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH_MAX)
                .maxStringLength(STRING_LENGTH_MAX)
                .maxNumberLength(NUMBER_LENGTH_MAX)
                .maxTokenCount(TOKENS_MAX)
                .build();
    }

    static JsonNode of(Map<String, ?> values) {
        return JSON.valueToTree(values);
    }

    static JsonNode read(byte[] body) {
        try {
            var node = JSON.readTree(body);
            return node == null ? NODES.missingNode() : node;
        } catch (JacksonException | NumberFormatException malformed) {
            // the latter for an exponent that no number has
            throw new Misread("body", "must be well-formed JSON");
        }
    }
}
