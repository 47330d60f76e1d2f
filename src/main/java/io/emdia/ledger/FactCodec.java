package io.emdia.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.CustomerFact;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

import java.util.List;

/**
 * Facts and states as JSON, as stored and as shown: snake_case, our own words, enums in lower case;
 * of an upsert's members a missing one is left out and a cleared one is null.
 */
final class FactCodec {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .withConfigOverride(Member.class, FactCodec::leftOutWhenMissing)
                    .withConfigOverride(boolean.class, FactCodec::falseWhenMissing)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addMixIn(Fact.class, FactType.class)
                    .addModule(module())
                    .registerSubtypes(FactTypes.NAMED.toArray(NamedType[]::new))
                    .build();

    private FactCodec() {}

    private static void leftOutWhenMissing(MutableConfigOverride members) {
        members.setInclude(
                JsonInclude.Value.construct(
                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
    }

    /** What was stored before it was told. */
    private static void falseWhenMissing(MutableConfigOverride truths) {
        truths.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }

    static String write(List<Fact> facts) {
        return JSON.writerFor(JSON.getTypeFactory().constructCollectionType(List.class, Fact.class))
                .writeValueAsString(facts);
    }

    static List<Fact> read(String facts) {
        return List.of(JSON.readValue(facts, Fact[].class));
    }

    static List<Fact> read(JsonNode facts) {
        return List.of(JSON.treeToValue(facts, Fact[].class));
    }

    /** Facts as a tree of their members. */
    static JsonNode tree(String facts) {
        return JSON.readTree(facts);
    }

    static String writeState(Object state) {
        return JSON.writeValueAsString(state);
    }

    static <T> T readState(String state, Class<T> type) {
        return JSON.readValue(state, type);
    }

    /** A state as a tree of its members. */
    static JsonNode members(String state) {
        return JSON.readTree(state);
    }

    /** For HTTP answers that hold facts. */
    static Object view(Fact fact) {
        return JSON.readTree(JSON.writerFor(Fact.class).writeValueAsString(fact));
    }

    private static SimpleModule module() {
        return new SimpleModule()
                .addSerializer(FactDate.class, new FactJson.DateWriter())
                .addDeserializer(FactDate.class, new FactJson.DateReader())
                .addSerializer(Member.class, new FactJson.MemberWriter())
                .addDeserializer(Member.class, new FactJson.MemberReader());
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface FactType {
        @JsonIgnore
        String subjectId();
    }

    /** Which kind of subject a fact is about, as stored. */
    static String kind(Fact fact) {
        return switch (fact) {
            case ChargeFact _ -> "charge";
            case CustomerFact _ -> "customer";
            case SubscriptionFact _ -> "subscription";
        };
    }
}
