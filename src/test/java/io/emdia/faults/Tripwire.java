package io.emdia.faults;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Java agent that ends its process on the spot, as a power cut would, the nth time a named method
 * is entered. Which of its methods and which time is told later, by a file. Knows nothing but the
 * JDK, since it runs alone in the jar of the agent.
 */
public final class Tripwire implements ClassFileTransformer {

    /** What a process that touched the wire exits with. */
    static final int EXIT_CODE = 77;

    private static final long LOOK_EVERY_MILLIS = 5;
    private static final int NONE = -1;
    private static final AtomicInteger REMAINING = new AtomicInteger();
    private static volatile int armed = NONE;

    /** Each as a type, {@code #} and a method. */
    private final List<String> places;

    private Tripwire(List<String> places) {
        this.places = places;
    }

    /**
     * @param arguments the file that arms, then all places, with commas
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        var words = List.of(arguments.split(","));
        var file = Path.of(words.getFirst());
        instrumentation.addTransformer(new Tripwire(words.subList(1, words.size())));
        Thread.ofPlatform().daemon().name("tripwire").start(() -> await(file));
    }

    /**
     * @param times which of the calls from now on
     */
    static void arm(Path file, int place, int times) throws IOException {
        var draft = Files.writeString(file.resolveSibling("arming"), place + " " + times);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void await(Path file) {
        try {
            while (!Files.exists(file)) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            var words = Files.readString(file).split(" ");
            REMAINING.set(Integer.parseInt(words[1]));
            armed = Integer.parseInt(words[0]);
        } catch (IOException | InterruptedException failure) {
            failure.printStackTrace();
        }
    }

    /** Called by each method that is watched. */
    public static void touched(int place) {
        if (armed == place && REMAINING.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        var type = name.replace('/', '.');
        var wired = bytes;
        for (var place = 0; place < places.size(); place++) {
            var words = places.get(place).split("#");
            if (words[0].equals(type)) {
                wired = wired(loader, wired, words[1], place);
            }
        }
        return wired;
    }

    private static byte[] wired(ClassLoader loader, byte[] bytes, String method, int place) {
        var hierarchy =
                ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(ClassHierarchyResolver.defaultResolver());
        var files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        return files.transformClass(
                files.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        model -> model.methodName().equalsString(method), new AtStart(place)));
    }

    private record AtStart(int place) implements CodeTransform {

        private static final ClassDesc TRIPWIRE = ClassDesc.of("io.emdia.faults.Tripwire");
        private static final MethodTypeDesc TAKES_A_NUMBER =
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

        @Override
        public void atStart(CodeBuilder code) {
            code.loadConstant(place).invokestatic(TRIPWIRE, "touched", TAKES_A_NUMBER);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }
}
