package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Personal data is put into random bodies, in any place, and must never come out. */
class MaskingPropertyTests {

    private static final long SEED = Long.getLong("seed", 20_261_122);
    private static final int SEEDS = Integer.getInteger("masking.seeds", 300);
    private static final int DEPTH = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> PERSONAL =
            List.of(
                    "Marina Teles da Silva",
                    "marina.teles@example.com",
                    "123.456.789-09",
                    "12345678909",
                    "12.345.678/0001-95",
                    "12345678000195",
                    "+55 (11) 99887-7665",
                    "11998877665",
                    "5511998877665",
                    "4111 1111 1111 1111",
                    "4111111111111111",
                    "Rua das Laranjeiras, 42, apto 101",
                    "Márcia Gonçalves");

    private static final List<String> NAMES =
            List.of(
                    "id",
                    "status",
                    "type",
                    "amount",
                    "value",
                    "created",
                    "dueDate",
                    "customer",
                    "payer",
                    "code",
                    "reference",
                    "data",
                    "object",
                    "name",
                    "email",
                    "phone",
                    "document",
                    "number",
                    "description",
                    "metadata",
                    "x",
                    "a_b_c",
                    "eventDate",
                    "payment_method",
                    "currency",
                    "Id",
                    "subscription_id",
                    "items",
                    "situação");

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverComesOutOfJson(long seed) {
        var body = JSON.writeValueAsString(object(new Random(seed), DEPTH));

        assertHidden(body);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverComesOutOfAForm(long seed) {
        var random = new Random(seed);
        var pairs = new ArrayList<String>();
        for (var pair = 0; pair < 1 + random.nextInt(20); pair++) {
            var path = new StringBuilder(name(random));
            for (var part = 0; part < random.nextInt(3); part++) {
                path.append('[').append(name(random)).append(']');
            }
            pairs.add(encoded(path.toString()) + "=" + encoded(pick(random, PERSONAL)));
        }

        assertHidden(String.join("&", pairs));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverComesOutOfWhatIsBroken(long seed) {
        var random = new Random(seed);
        var body = JSON.writeValueAsString(object(random, DEPTH));
        var cut = body.substring(0, random.nextInt(body.length()));

        assertHidden(cut);
        assertHidden(cut + body);
        assertHidden("a=b&" + body);
        assertHidden(pick(random, PERSONAL));
    }

    @Test
    void theCheckSeesWhatIsNotMasked() {
        var leaks = PERSONAL.stream().filter(one -> !leaks("{\"id\":\"" + one + "\"}").isEmpty());

        assertThat(leaks).hasSameSizeAs(PERSONAL);
    }

    private static void assertHidden(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        assertHidden(MaskedBody.of(bytes).text(), bytes.length);
    }

    private static void assertHidden(String shown, int length) {
        assertThat(leaks(shown)).as(shown).isEmpty();
        assertThat(shown.length()).isLessThan(64 + 4 * length);
    }

    /** Which of them, or of their words, stand in a text. */
    private static List<String> leaks(String shown) {
        return PERSONAL.stream()
                .flatMap(one -> IntStream.of(0, 1).mapToObj(side -> half(one, side)))
                .filter(shown::contains)
                .toList();
    }

    private static String half(String text, int side) {
        var middle = text.length() / 2;
        return side == 0 ? text.substring(0, middle) : text.substring(middle);
    }

    private static Map<String, Object> object(Random random, int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (var member = 0; member < 1 + random.nextInt(6); member++) {
            object.put(name(random), value(random, depth));
        }
        return object;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0, 1 -> pick(random, PERSONAL);
            case 2 -> random.nextInt(1000);
            case 3 -> List.of(value(random, depth - 1), pick(random, PERSONAL));
            default -> object(random, depth - 1);
        };
    }

    /** Sometimes a person is the name. */
    private static String name(Random random) {
        return pick(random, random.nextInt(8) == 0 ? PERSONAL : NAMES);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
