package io.emdia.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** What a spreadsheet gets to read. */
class TableTests {

    private record Debt(String name, @Nullable BigDecimal amount, @Nullable LocalDate on) {}

    private static final List<Column<Debt>> COLUMNS =
            List.of(
                    Column.text("Nome", "Name", Debt::name),
                    Column.number("Valor", "Amount", Debt::amount),
                    Column.day("Dia", "Day", Debt::on),
                    Column.count("Letras", "Letters", debt -> debt.name().length()),
                    Column.truth("Há valor", "Has amount", debt -> debt.amount() != null));

    private static final List<Debt> DEBTS =
            List.of(
                    new Debt("Ação; Ltda", new BigDecimal("1234567.80"), LocalDate.of(2025, 6, 3)),
                    new Debt("Silva, \"Zé\"", new BigDecimal("-0.05"), null),
                    new Debt("", null, LocalDate.of(1999, 12, 31)));

    @Test
    void aBrazilianSpreadsheetReadsItsOwnNumbersAndDays() {
        assertThat(written(TableStyle.PT_BR))
                .isEqualTo(
                        """
                        \uFEFFNome;Valor;Dia;Letras;Há valor\r
                        "Ação; Ltda";1234567,80;03/06/2025;10;sim\r
                        "Silva, ""Zé""\";-0,05;;11;sim\r
                        "";;31/12/1999;0;não\r
                        """);
    }

    @Test
    void anEnglishOneReadsItsOwn() {
        assertThat(written(TableStyle.EN))
                .isEqualTo(
                        """
                        Name,Amount,Day,Letters,Has amount\r
                        Ação; Ltda,1234567.80,2025-06-03,10,yes\r
                        "Silva, ""Zé""\",-0.05,,11,yes\r
                        "",,1999-12-31,0,no\r
                        """);
    }

    @Test
    void whatIsWrittenIsUtf8() {
        var bytes = Table.bytes(table(TableStyle.PT_BR).start());

        assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("Há valor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.example\";\"x\")",
                "+55 11 99999-0000",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "=1;=2",
                "=1\r\n=2",
                "-5"
            })
    void nobodysTextIsTakenForAFormula(String text) {
        for (var style : TableStyle.values()) {
            var rows = parsed(style, new Debt(text, BigDecimal.ONE.negate(), null));

            assertThat(rows).hasSize(2);
            assertThat(rows.getLast().getFirst()).isEqualTo("'" + text);
            assertThat(rows.getLast().get(1)).as("a number stays one").isEqualTo("-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a;b", "a,b", "a\"b", "a\r\nb", " =1", "'=1", "\"=1\"", "ação"})
    void otherTextIsReadAsItWasWritten(String text) {
        for (var style : TableStyle.values()) {
            var rows = parsed(style, new Debt(text, null, null));

            assertThat(rows).hasSize(2);
            assertThat(rows.getLast().getFirst()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "pt-BR | -                             | PT_BR",
                "en    | pt-BR                         | EN",
                "pt-BR | en                            | PT_BR",
                "-     | -                             | PT_BR",
                "-     | en-US,en;q=0.9                | EN",
                "-     | en;q=0.5, pt;q=0.9            | PT_BR",
                "-     | pt-PT                         | PT_BR",
                "-     | de, fr;q=0.8                  | PT_BR",
                "-     | de, en;q=0.1                  | EN",
                "-     | en;q=0                        | PT_BR",
                "-     | *                             | PT_BR",
                "-     | ;;;=                          | PT_BR",
            })
    void theLanguageIsTheOneAskedForElseTheReadersElsePortuguese(
            @Nullable String name, @Nullable String languages, TableStyle expected) {
        assertThat(TableStyle.of(name, languages)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pt", "PT-BR", "en-US", "de"})
    void anotherLanguageIsRefused(String name) {
        assertThatThrownBy(() -> TableStyle.of(name, null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.faults())
                                        .extracting(Problem.Fault::member)
                                        .containsExactly("locale"));
    }

    private static Table<Debt> table(TableStyle style) {
        return new Table<>("debts.csv", style, COLUMNS);
    }

    private static String written(TableStyle style) {
        return table(style).start() + table(style).lines(DEBTS);
    }

    private static List<List<String>> parsed(TableStyle style, Debt debt) {
        var text = table(style).start() + table(style).lines(List.of(debt));
        try (var parser = CSVParser.parse(text, style.format())) {
            return parser.stream().map(row -> row.toList()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
