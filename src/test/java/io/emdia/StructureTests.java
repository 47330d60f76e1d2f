package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

/** The product keeps every house rule, and every rule refuses what was planted against it. */
class StructureTests {

    @ParameterizedTest
    @EnumSource
    void theProductKeeps(HouseRule rule) {
        rule.rule.check(Product.classes());
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedViolationBreaks(HouseRule rule) {
        var planted = new ClassFileImporter().importClasses(rule.planted);
        assertThat(planted).isNotEmpty();

        assertThatThrownBy(() -> rule.rule.check(planted))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(Arrays.stream(rule.planted).map(Class::getSimpleName).toList());
    }

    @Test
    void atLeastHalfOfTheTypesAreInvisibleOutsideTheirPackage() {
        var types =
                Product.classes().stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .toList();
        var published =
                types.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(published).hasSizeLessThanOrEqualTo(types.size() / 2);
    }

    @Test
    void everyTypeNamedPureExists() {
        PureTypes.NAMED.forEach(
                (name, types) ->
                        assertThat(types)
                                .allMatch(type -> Product.classes().contain(name(name, type))));
    }

    private static String name(String below, String type) {
        return "io.emdia." + below + "." + type;
    }
}
