package io.emdia.gateways;

import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * A JSON object of an authentic body, read member by member. Every reader throws {@link Misread}
 * with the member's path; members that nobody asks for are ignored. Authentic is not harmless: each
 * length, depth and range has a limit.
 */
public final class Members {

    public static final int ID_LENGTH_MAX = 255;
    public static final int TEXT_LENGTH_MAX = 1000;

    /** Leaves room for the sums of thousands of them in a {@code long}. */
    public static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 9999;
    private static final long EPOCH_SECOND_MAX = 253_402_300_799L; // the end of year 9999
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final String path;
    private final JsonNode node;

    private Members(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** Reads a body that must be one JSON object. */
    public static Members of(byte[] body) {
        var node = JsonTree.read(body);
        if (!node.isObject()) {
            throw new Misread("body", "must be a JSON object");
        }
        return new Members("", node);
    }

    /** What was read elsewhere, as if it had come like this. */
    public static Members of(Map<String, ?> values) {
        return new Members("", JsonTree.of(values));
    }

    /** Reads a body of {@code name=value} pairs, where {@code data[id]} stands for a nested one. */
    public static Members ofForm(byte[] body) {
        return new Members("", FormTree.read(body));
    }

    /** Tells apart two bodies of one thing among several: see {@code Event#digest}. */
    public String digest() {
        return Digests.sha256Hex(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    public boolean has(String name) {
        return node.has(name);
    }

    /** The member is there and not null. */
    public boolean states(String name) {
        return node.hasNonNull(name);
    }

    /** The name with the names of all that it stands in, as in {@code data.amount}. */
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public Misread misread(String name, String expected) {
        return new Misread(pathOf(name), expected);
    }

    /** Missing, cleared by null, or what the reader makes of it. */
    public <T> Member<T> told(String name, BiFunction<Members, String, T> reader) {
        if (!has(name)) {
            return Member.missing();
        }
        return states(name) ? Member.of(reader.apply(this, name)) : Member.cleared();
    }

    /** Null when missing or null, else what the reader makes of it. */
    public <T> @Nullable T orNull(String name, BiFunction<Members, String, T> reader) {
        return states(name) ? reader.apply(this, name) : null;
    }

    public Members object(String name) {
        var member = node.get(name);
        if (member == null || !member.isObject()) {
            throw misread(name, "must be an object");
        }
        return new Members(pathOf(name), member);
    }

    /** The objects of an array, in its order. */
    public List<Members> objects(String name) {
        var member = node.get(name);
        if (member == null || !member.isArray()) {
            throw misread(name, "must be an array");
        }
        var objects = new ArrayList<Members>(member.size());
        for (var index = 0; index < member.size(); index++) {
            var element = member.get(index);
            if (!element.isObject()) {
                throw misread(name, "must hold objects only");
            }
            objects.add(new Members(pathOf(name) + "[" + index + "]", element));
        }
        return objects;
    }

    /** The texts of an array; none when it is missing or null. */
    public List<String> texts(String name) {
        if (!states(name)) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var element : node.get(name)) {
            if (!element.isString()) {
                throw misread(name, "must hold strings only");
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    /** True when the member is an object, whatever a reader would expect there. */
    public boolean isObject(String name) {
        var member = node.get(name);
        return member != null && member.isObject();
    }

    public boolean flag(String name) {
        var member = node.get(name);
        if (member == null || !member.isBoolean()) {
            throw misread(name, "must be true or false");
        }
        return member.booleanValue();
    }

    /** Text up to {@link #TEXT_LENGTH_MAX} characters that a database can hold. */
    public String text(String name) {
        var text = string(name);
        if (text.length() > TEXT_LENGTH_MAX) {
            throw misread(name, "must have at most " + TEXT_LENGTH_MAX + " characters");
        }
        if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(Members::isLoneSurrogate)) {
            throw misread(name, "must be well-formed text");
        }
        return text;
    }

    /** 1 to {@link #ID_LENGTH_MAX} characters, none of them a control character. */
    public String id(String name) {
        var id = text(name);
        if (id.isEmpty() || id.length() > ID_LENGTH_MAX) {
            throw misread(name, "must have 1 to " + ID_LENGTH_MAX + " characters");
        }
        if (id.codePoints().anyMatch(Character::isISOControl)) {
            throw misread(name, "must hold no control characters");
        }
        return id;
    }

    public <T> T oneOf(String name, Map<String, T> values) {
        var value = values.get(string(name));
        if (value == null) {
            throw misread(name, "must be one of " + String.join(", ", values.keySet()));
        }
        return value;
    }

    /** Minor units, 0 to {@link #AMOUNT_MAX}. */
    public long amount(String name) {
        return integer(name, 0, AMOUNT_MAX);
    }

    public long integer(String name, long min, long max) {
        var member = node.get(name);
        if (member != null && member.isIntegralNumber() && member.canConvertToLong()) {
            var value = member.longValue();
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw misread(name, "must be an integer from " + min + " to " + max);
    }

    /** An ISO 4217 code as written, in upper case. */
    public String currency(String name) {
        var code = string(name);
        if (!Currencies.isKnown(code)) {
            throw misread(name, "must be an ISO 4217 code");
        }
        return code;
    }

    /** A date, or an instant whose day depends on the merchant's zone. */
    public FactDate date(String name) {
        if (DAY.matcher(string(name)).matches()) {
            return day(name);
        }
        return new FactDate.At(instant(name));
    }

    /** A date only. */
    public FactDate day(String name) {
        var text = string(name);
        if (!DAY.matcher(text).matches()) {
            throw misread(name, "must be a date, YYYY-MM-DD");
        }
        try {
            return new FactDate.OnDay(inRange(name, LocalDate.parse(text)));
        } catch (DateTimeException impossible) {
            throw misread(name, "must be a date of the calendar");
        }
    }

    /** RFC 3339, with any offset. */
    public Instant instant(String name) {
        try {
            var at = OffsetDateTime.parse(string(name));
            var _ = inRange(name, at.toLocalDate());
            return at.toInstant();
        } catch (DateTimeException unreadable) {
            throw misread(name, "must be an RFC 3339 instant");
        }
    }

    /** Seconds since 1970 UTC. */
    public Instant epochSecond(String name) {
        return Instant.ofEpochSecond(integer(name, 0, EPOCH_SECOND_MAX));
    }

    /** A string, number or truth value as text, checked as {@link #text} is. */
    public String scalar(String name) {
        var member = node.get(name);
        if (member != null && (member.isNumber() || member.isBoolean())) {
            return member.asString();
        }
        return text(name);
    }

    /** An id that may also be a number. */
    public String key(String name) {
        var member = node.get(name);
        return member != null && member.isIntegralNumber() ? member.asString() : id(name);
    }

    /** The ids of an array, texts or numbers; none when it is missing or null. */
    public List<String> keys(String name) {
        if (!states(name)) {
            return List.of();
        }
        var keys = new ArrayList<String>();
        for (var element : node.get(name)) {
            var holder = JsonTree.NODES.objectNode().set(name, element);
            keys.add(new Members(path, holder).key(name));
        }
        return keys;
    }

    private String string(String name) {
        var member = node.get(name);
        if (member == null || !member.isString()) {
            throw misread(name, "must be a string");
        }
        return member.stringValue();
    }

    private LocalDate inRange(String name, LocalDate day) {
        if (day.getYear() < YEAR_MIN || day.getYear() > YEAR_MAX) {
            throw misread(name, "must be of the years " + YEAR_MIN + " to " + YEAR_MAX);
        }
        return day;
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
