package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

import java.util.List;

class NeedsTests {

    private static final List<String> ABSENT = List.of("no-such-program-anywhere");

    @Test
    void findsTheFirstOfSeveralNames() {
        assertThat(Needs.program(List.of("no-such-program-anywhere", "java"), true)).isExecutable();
    }

    @Test
    void anAbsentProgramSkipsTheTest() {
        assertThatThrownBy(() -> Needs.program(ABSENT, false))
                .isInstanceOf(TestAbortedException.class);
    }

    @Test
    void anAbsentProgramFailsTheTestOnCi() {
        assertThatThrownBy(() -> Needs.program(ABSENT, true))
                .isInstanceOf(AssertionFailedError.class);
    }
}
