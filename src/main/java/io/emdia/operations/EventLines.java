package io.emdia.operations;

import static java.util.Objects.requireNonNull;

import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.merchants.Connection;
import io.emdia.operations.Records.Cut;

import java.util.Map;

/** An event of the {@code standard} gateway on each line, its id beside its type. */
record EventLines(Readers readers) implements ImportFormat {

    private static final String ID = "webhook-id";

    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public String gateway() {
        return "standard";
    }

    @Override
    public boolean hasHeader() {
        return false;
    }

    @Override
    public Line read(Cut record, Connection connection) {
        var body = requireNonNull(record.bytes());
        try {
            var id = Members.of(body).id("id");
            return readers.read(record.line(), connection, Map.of(ID, id), body);
        } catch (Misread misread) {
            return new Line.Refused(record.line(), misread.reading().reason());
        }
    }
}
