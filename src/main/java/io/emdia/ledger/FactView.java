package io.emdia.ledger;

import io.emdia.facts.Fact;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Shows facts in answers and streams as they are stored. */
@Configuration(proxyBeanMethods = false)
class FactView {

    @Bean
    JacksonModule facts() {
        return new SimpleModule("facts").addSerializer(Fact.class, new Writer());
    }

    private static final class Writer extends ValueSerializer<Fact> {
        @Override
        public void serialize(Fact fact, JsonGenerator json, SerializationContext context) {
            context.writeTree(json, FactCodec.view(fact));
        }

        @Override
        public void serializeWithType(
                Fact fact, JsonGenerator json, SerializationContext context, TypeSerializer type) {
            serialize(fact, json, context);
        }
    }
}
