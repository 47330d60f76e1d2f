package io.emdia.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Takes whole card numbers out of a JSON body before it is kept. No gateway should send one; if one
 * does, its middle digits become zeroes, as long as it was. A value is one where its name says so,
 * it has 13 to 19 digits and their check digit holds: an id is never changed, whatever digits it
 * has.
 */
final class CardNumbers {

    private static final int DIGITS_MIN = 13;
    private static final int DIGITS_MAX = 19;
    private static final int SHOWN_BEFORE = 6;
    private static final int SHOWN_AFTER = 4;
    private static final int NAME_LENGTH_MAX = 64;

    /** No reader goes deeper. */
    private static final int DEPTH_MAX = 64;

    private final byte[] body;
    private final Deque<String> holders = new ArrayDeque<>();
    private String name = "";

    private CardNumbers(byte[] body) {
        this.body = body;
    }

    /** The body itself where there is none. */
    static byte[] masked(byte[] body) {
        if (!hasLongRun(body)) {
            return body;
        }
        var numbers = new CardNumbers(body.clone());
        numbers.mask();
        return numbers.body;
    }

    private void mask() {
        var at = 0;
        while (at < body.length && holders.size() <= DEPTH_MAX) {
            at = step(at);
        }
    }

    /** Past what begins here. */
    private int step(int at) {
        return switch (body[at]) {
            case '"' -> string(at);
            case '{', '[' -> opened(at);
            case '}', ']' -> closed(at);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
            default -> at + 1;
        };
    }

    private int opened(int at) {
        holders.push(name);
        return at + 1;
    }

    private int closed(int at) {
        name = holders.isEmpty() ? "" : holders.pop();
        return at + 1;
    }

    private int string(int at) {
        var end = at + 1;
        while (end < body.length && body[end] != '"') {
            end += body[end] == '\\' ? 2 : 1;
        }
        var to = Math.min(end, body.length);
        if (isName(to)) {
            name = letters(at + 1, to);
        } else {
            value(at + 1, to);
        }
        return to + 1;
    }

    private int number(int at) {
        var end = at;
        while (end < body.length && isDigit(body[end])) {
            end++;
        }
        value(at, end);
        return end;
    }

    private boolean isName(int quote) {
        var at = quote + 1;
        while (at < body.length && body[at] <= ' ') {
            at++;
        }
        return at < body.length && body[at] == ':';
    }

    private void value(int from, int to) {
        if (isNamedSo() && isCardNumber(from, to)) {
            var digits = digits(from, to);
            var seen = 0;
            for (var at = from; at < to; at++) {
                if (isDigit(body[at])) {
                    seen++;
                    var isShown = seen <= SHOWN_BEFORE || seen > digits - SHOWN_AFTER;
                    body[at] = isShown ? body[at] : (byte) '0';
                }
            }
        }
    }

    private boolean isNamedSo() {
        return name.equals("pan")
                || name.contains("cardnumber")
                || name.equals("number") && holders.stream().anyMatch(one -> one.contains("card"));
    }

    /** Digits, in groups or not, whose check digit holds. */
    private boolean isCardNumber(int from, int to) {
        var digits = 0;
        var sum = 0;
        for (var at = to - 1; at >= from; at--) {
            if (isDigit(body[at])) {
                var doubled = (body[at] - '0') * (1 + digits % 2);
                sum += doubled > 9 ? doubled - 9 : doubled;
                digits++;
            } else if (body[at] != ' ' && body[at] != '-') {
                return false;
            }
        }
        return digits >= DIGITS_MIN && digits <= DIGITS_MAX && sum % 10 == 0;
    }

    private int digits(int from, int to) {
        var digits = 0;
        for (var at = from; at < to; at++) {
            digits += isDigit(body[at]) ? 1 : 0;
        }
        return digits;
    }

    /** Of a name, in lower case: {@code card_number} is {@code cardnumber}. */
    private String letters(int from, int to) {
        var length = Math.min(to - from, NAME_LENGTH_MAX);
        return new String(body, from, length, US_ASCII)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** So many digits in a row, whatever stands between groups. */
    private static boolean hasLongRun(byte[] body) {
        var run = 0;
        for (var each : body) {
            if (isDigit(each)) {
                run++;
            } else if (each != ' ' && each != '-') {
                run = 0;
            }
            if (run >= DIGITS_MIN) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(byte each) {
        return each >= '0' && each <= '9';
    }
}
