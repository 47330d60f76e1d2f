package io.emdia.http;

import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a table is written for the people of a language, so that their spreadsheets read it without a
 * question. Brazilian ones take a text for UTF-8 only when it begins with a byte order mark.
 */
public enum TableStyle {
    PT_BR("pt-BR", "\uFEFF", ';', ',', "dd/MM/uuuu", "sim", "não"),
    EN("en", "", ',', '.', "uuuu-MM-dd", "yes", "no");

    /** Where a spreadsheet would begin to compute what somebody else wrote. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private final String tag;
    private final String start;
    private final char decimalPoint;
    private final CSVFormat format;
    private final DateTimeFormatter days;
    private final String yes;
    private final String no;

    TableStyle(
            String tag,
            String start,
            char delimiter,
            char decimalPoint,
            String days,
            String yes,
            String no) {
        this.tag = tag;
        this.start = start;
        this.decimalPoint = decimalPoint;
        this.format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
        this.days = DateTimeFormatter.ofPattern(days, Locale.ROOT);
        this.yes = yes;
        this.no = no;
    }

    /**
     * The style asked for by name, else the one the reader's browser likes best, else Portuguese:
     * most who collect with this do it in Brazil. A 400 when the name is none.
     *
     * @param languages an {@code Accept-Language} header; one that cannot be read says nothing
     */
    public static TableStyle of(@Nullable String name, @Nullable String languages) {
        if (name == null) {
            return languages == null ? PT_BR : preferred(languages);
        }
        return Arrays.stream(values())
                .filter(style -> style.tag.equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("locale", "must be pt-BR or en"));
    }

    private static TableStyle preferred(String languages) {
        try {
            return Locale.LanguageRange.parse(languages).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> Arrays.stream(values()).filter(style -> style.suits(range)))
                    .findFirst()
                    .orElse(PT_BR);
        } catch (IllegalArgumentException unreadable) {
            return PT_BR;
        }
    }

    private boolean suits(Locale.LanguageRange range) {
        return range.getRange().split("-", 2)[0].equals(locale().getLanguage());
    }

    private Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** As in a {@code Content-Language} header. */
    public String tag() {
        return tag;
    }

    /** What a file begins with, before its first row. */
    String start() {
        return start;
    }

    CSVFormat format() {
        return format;
    }

    /** One of two texts. */
    String in(String portuguese, String english) {
        return this == PT_BR ? portuguese : english;
    }

    /** Somebody's text, which must stay a text. */
    String text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString().replace('.', decimalPoint);
    }

    String day(@Nullable LocalDate day) {
        return day == null ? "" : days.format(day);
    }

    String truth(boolean truth) {
        return truth ? yes : no;
    }
}
