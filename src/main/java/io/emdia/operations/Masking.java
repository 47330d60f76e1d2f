package io.emdia.operations;

import java.util.regex.Pattern;

/**
 * Shows of a value what cannot be anybody's, and masks the rest. A value is shown only where its
 * name promises something and the value keeps the promise; whatever looks like an e-mail, a
 * document, a phone or a card number is masked even there.
 */
final class Masking {

    static final String MASK = "•••";

    /** From so many digits on it may be a phone, a document or a card. */
    private static final int DIGITS_MAX = 9;

    /** A number of nobody in particular, where nothing is promised. */
    private static final int PLAIN_DIGITS_MAX = 4;

    /** A number that is no id. */
    private static final int NUMBER_DIGITS_MAX = 10;

    private static final int LENGTH_MAX = 128;

    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** A prefix and a counter with leading zeroes, as in {@code pay_000004398412}. */
    private static final Pattern COUNTED = Pattern.compile("[a-z]{2,10}_0\\d{11,15}");

    private static final Pattern ID =
            Pattern.compile("(?=.*\\d)[A-Za-z0-9_][A-Za-z0-9_.:/&|#\\-]*");
    private static final Pattern CODE =
            Pattern.compile("[a-z0-9][a-z0-9_.:/\\-]*|[A-Z0-9][A-Z0-9_.:/\\-]*|[a-z]+[a-zA-Z]*");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{4}-\\d{2}-\\d{2}|\\d{2}/\\d{2}/\\d{4})"
                            + "([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?)?"
                            + " ?([Zz]|[+-]\\d{2}(:?\\d{2})?)?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,9}([.,]\\d{1,6})?%?");

    /** Digits with what is put between them in phones, documents and card numbers. */
    private static final Pattern DIGITS = Pattern.compile("\\d(?:[ .()/+\\-_]{0,3}\\d)*");

    private Masking() {}

    /**
     * A text under a name.
     *
     * @param below whether it stands somewhere below a person, where only ids are shown
     */
    static String text(MemberName name, boolean below, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return value.length() <= LENGTH_MAX && keepsPromise(name, below, value) ? value : MASK;
    }

    /** True when a number, as it is written, may be shown. */
    static boolean isPlainNumber(MemberName name, boolean below, String written) {
        var digits = digits(written);
        if (name == MemberName.ID) {
            return true;
        }
        if (below) {
            return false;
        }
        return switch (name) {
            case CODE, DAY_OR_TIME, AMOUNT -> digits <= NUMBER_DIGITS_MAX;
            case ANY -> digits <= PLAIN_DIGITS_MAX;
            case ID, PERSON -> false;
        };
    }

    /** The value of a header that a gateway asked to keep: ids, times, signatures. */
    static String header(String value) {
        var isShown =
                TIME.matcher(value).matches()
                        || value.length() <= LENGTH_MAX
                                && (ID.matcher(value).matches() || CODE.matcher(value).matches())
                                && !looksPersonal(value);
        return isShown ? value : MASK;
    }

    private static boolean keepsPromise(MemberName name, boolean below, String value) {
        if (below && name != MemberName.ID) {
            return false;
        }
        return switch (name) {
            case ID -> ID.matcher(value).matches() && !looksPersonal(value);
            case CODE -> CODE.matcher(value).matches() && !looksPersonal(value);
            case DAY_OR_TIME -> TIME.matcher(value).matches();
            case AMOUNT -> DECIMAL.matcher(value).matches();
            case ANY, PERSON -> false;
        };
    }

    /** Whether it may be an e-mail, or the number of a document, a phone or a card. */
    static boolean looksPersonal(String value) {
        if (UUID.matcher(value).matches() || COUNTED.matcher(value).matches()) {
            return false;
        }
        return value.indexOf('@') >= 0
                || DIGITS.matcher(value)
                        .results()
                        .anyMatch(run -> digits(run.group()) > DIGITS_MAX);
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }
}
