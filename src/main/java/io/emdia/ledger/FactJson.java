package io.emdia.ledger;

import io.emdia.facts.FactDate;
import io.emdia.facts.Member;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

import java.time.Instant;
import java.time.LocalDate;

/** How the two value types of facts are written: a date or an instant; three-valued members. */
final class FactJson {

    private FactJson() {}

    static final class DateWriter extends ValueSerializer<FactDate> {
        @Override
        public void serialize(FactDate date, JsonGenerator json, SerializationContext context) {
            switch (date) {
                case FactDate.OnDay(var day) -> json.writeString(day.toString());
                case FactDate.At(var instant) -> json.writeString(instant.toString());
            }
        }
    }

    static final class DateReader extends ValueDeserializer<FactDate> {
        @Override
        public FactDate deserialize(JsonParser json, DeserializationContext context) {
            var text = json.getString();
            return text.indexOf('T') < 0
                    ? new FactDate.OnDay(LocalDate.parse(text))
                    : new FactDate.At(Instant.parse(text));
        }
    }

    static final class MemberWriter extends ValueSerializer<Member> {
        @Override
        public boolean isEmpty(SerializationContext context, Member member) {
            return member instanceof Member.Missing;
        }

        @Override
        public void serialize(Member member, JsonGenerator json, SerializationContext context) {
            switch (member) {
                case Member.Stated<?>(var value) -> context.writeValue(json, value);
                case Member.Cleared<?> _ -> json.writeNull();
                case Member.Missing<?> _ -> json.writeNull();
            }
        }
    }

    static final class MemberReader extends ValueDeserializer<Member> {

        private final @Nullable JavaType valueType;

        MemberReader() {
            this(null);
        }

        private MemberReader(@Nullable JavaType valueType) {
            this.valueType = valueType;
        }

        @Override
        public ValueDeserializer<?> createContextual(
                DeserializationContext context, BeanProperty property) {
            return new MemberReader(context.getContextualType().containedType(0));
        }

        @Override
        public Member deserialize(JsonParser json, DeserializationContext context) {
            return Member.of((Object) context.readValue(json, valueType));
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Member.cleared();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Member.missing();
        }
    }
}
