package io.emdia.operations;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/** JSON, masked token by token: nothing is held but the way down to the present member. */
final class MaskedJson {

    private static final int DEPTH_MAX = 100;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                    .build();

    private final JsonParser from;
    private final JsonGenerator to;

    /** The names of the members that are open, innermost first; an array has its member's. */
    private final Deque<Open> open = new ArrayDeque<>();

    private Open present = new Open(MemberName.ANY, false);

    private MaskedJson(JsonParser from, JsonGenerator to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @param below whether one of those around it holds a person
     */
    private record Open(MemberName name, boolean below) {

        Open inner(MemberName inner) {
            return new Open(inner, below || name == MemberName.PERSON);
        }
    }

    /** Throws what Jackson throws for what is not one JSON value. */
    static String of(String text) {
        var shown = new StringWriter();
        try (var from = JSON.createParser(ObjectReadContext.empty(), text);
                var to = JSON.createGenerator(ObjectWriteContext.empty(), shown)) {
            new MaskedJson(from, to).copy();
        }
        return shown.toString();
    }

    private void copy() throws JacksonException {
        for (var token = from.nextToken(); token != null; token = from.nextToken()) {
            copy(token);
        }
    }

    private void copy(JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                open.push(present);
                to.writeStartObject();
            }
            case START_ARRAY -> {
                open.push(present);
                to.writeStartArray();
            }
            case END_OBJECT -> {
                present = open.pop();
                to.writeEndObject();
            }
            case END_ARRAY -> {
                present = open.pop();
                to.writeEndArray();
            }
            case PROPERTY_NAME -> name(from.currentName());
            case VALUE_STRING ->
                    to.writeString(Masking.text(present.name(), present.below(), from.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(from.getString());
            default -> to.copyCurrentEvent(from);
        }
    }

    private void name(String name) {
        present = holder().inner(MemberName.of(name));
        to.writeName(MemberName.isHarmless(name) ? name : Masking.MASK);
    }

    private Open holder() {
        var holder = open.peek();
        return holder == null ? new Open(MemberName.ANY, false) : holder;
    }

    private void number(String written) {
        if (Masking.isPlainNumber(present.name(), present.below(), written)) {
            to.writeNumber(written);
        } else {
            to.writeString(Masking.MASK);
        }
    }
}
