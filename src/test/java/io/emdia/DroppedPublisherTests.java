package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

import planted.DroppedPublishers;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A publisher that is made and dropped never runs: in bytecode, a call whose result is popped. */
class DroppedPublisherTests {

    @Test
    void noPublisherIsDropped() throws IOException {
        var classes = classFiles(Product.CLASSES);
        assertThat(classes).isNotEmpty();

        var dropped = new ArrayList<String>();
        for (var file : classes) {
            dropped.addAll(droppedIn(ClassFile.of().parse(file)));
        }
        assertThat(dropped).isEmpty();
    }

    @Test
    void findsEveryKindOfDroppedPublisher() throws IOException {
        var planted = DroppedPublishers.class;
        try (var bytes = planted.getResourceAsStream("DroppedPublishers.class")) {
            var dropped = droppedIn(ClassFile.of().parse(bytes.readAllBytes()));

            assertThat(dropped)
                    .containsExactly(
                            "planted/DroppedPublishers.dropped: save",
                            "planted/DroppedPublishers.droppedAfterThen: then",
                            "planted/DroppedPublishers.droppedByReference: accept",
                            "planted/DroppedPublishers.lambda$droppedByLambda$0: save");
        }
    }

    private static List<Path> classFiles(Path below) throws IOException {
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static List<String> droppedIn(ClassModel type) {
        var found = new ArrayList<String>();
        for (var method : type.methods()) {
            method.code().ifPresent(code -> found.addAll(droppedIn(type, method, code)));
        }
        return found;
    }

    private static List<String> droppedIn(ClassModel type, MethodModel method, CodeModel code) {
        var place = type.thisClass().asInternalName() + "." + method.methodName() + ": ";
        var found = new ArrayList<String>();
        var made = "";
        for (var element : code) {
            if (isPop(element) && !made.isEmpty()) {
                found.add(place + made);
            }
            if (element instanceof InvokeDynamicInstruction call && referenceDrops(call)) {
                found.add(place + call.name());
            }
            made = element instanceof Instruction ? madeBy(element) : made;
        }
        return found;
    }

    private static boolean isPop(CodeElement element) {
        return element instanceof StackInstruction stack && stack.opcode() == Opcode.POP;
    }

    /** The method called, if it answers a publisher; else empty. */
    private static String madeBy(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call when isPublisher(call.typeSymbol().returnType()) ->
                    call.name().stringValue();
            default -> "";
        };
    }

    /** A method reference that answers a publisher where nothing is expected. */
    private static boolean referenceDrops(InvokeDynamicInstruction call) {
        var arguments = call.bootstrapArgs();
        return arguments.size() > 2
                && arguments.get(1) instanceof DirectMethodHandleDesc target
                && arguments.get(2) instanceof MethodTypeDesc expected
                && expected.returnType().equals(ConstantDescs.CD_void)
                && isPublisher(target.invocationType().returnType());
    }

    private static boolean isPublisher(ClassDesc type) {
        if (!type.isClassOrInterface()) {
            return false;
        }
        var name = type.descriptorString();
        try {
            var binaryName = name.substring(1, name.length() - 1).replace('/', '.');
            var loader = DroppedPublisherTests.class.getClassLoader();
            return Publisher.class.isAssignableFrom(Class.forName(binaryName, false, loader));
        } catch (ClassNotFoundException | LinkageError absent) {
            return false; // an optional library's type: none of ours answers it
        }
    }
}
