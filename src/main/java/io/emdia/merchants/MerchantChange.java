package io.emdia.merchants;

import io.emdia.calendar.Calendars;
import io.emdia.http.Problem;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lays the members of a PATCH over a merchant: one left out stays, null takes the default. */
@Component
final class MerchantChange {

    private static final String ID = "id";

    private final JsonMapper json;
    private final Calendars calendars;

    MerchantChange(JsonMapper json, Calendars calendars) {
        this.json = json;
        this.calendars = calendars;
    }

    /** A 400 that names every member in its way. */
    Merchant apply(Merchant merchant, ObjectNode members) {
        if (members.has(ID)) {
            throw Problem.invalid(ID, "cannot be changed");
        }
        ObjectNode all = json.valueToTree(MerchantView.of(merchant));
        return read(all.setAll(members)).checked(calendars);
    }

    private MerchantRequest read(ObjectNode members) {
        try {
            return json.treeToValue(members, MerchantRequest.class);
        } catch (JacksonException refused) {
            throw new ServerWebInputException("merchant", null, refused);
        }
    }
}
