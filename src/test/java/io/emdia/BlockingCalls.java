package io.emdia;

import com.sun.management.HotSpotDiagnosticMXBean;

import org.jspecify.annotations.Nullable;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What blocked a thread that must not be: an event loop, or one of the parallel and single
 * schedulers. The call itself goes on, so that a failure nobody listens to hides nothing.
 */
final class BlockingCalls {

    private static final String FLAG = "AllowRedefinitionToAddDeleteMethods";
    private static final int KEPT_MAX = 50;
    private static final int FRAMES_THAT_TELL_THEM_APART = 24;
    private static final String FILES = "sun.nio.ch.UnixFileDispatcherImpl";

    private static final Map<String, Throwable> SEEN = new ConcurrentHashMap<>();

    private BlockingCalls() {}

    /** False where this JVM does not let the JDK's methods be rewritten. */
    static boolean areWatched() {
        return Watch.ON;
    }

    /** Forgets, and answers, those seen so far that fit; each place once. */
    static List<Throwable> take(Predicate<Throwable> wanted) {
        var taken = new ArrayList<Throwable>();
        SEEN.values().stream().filter(wanted).forEach(taken::add);
        SEEN.values().removeAll(taken);
        return taken;
    }

    private static void saw(BlockingMethod method) {
        var call = new Throwable(method + " on " + Thread.currentThread().getName());
        if (SEEN.size() < KEPT_MAX) {
            SEEN.putIfAbsent(place(call), call);
        }
    }

    private static String place(Throwable call) {
        var place = new StringBuilder();
        var frames = call.getStackTrace();
        for (var i = 0; i < Math.min(frames.length, FRAMES_THAT_TELL_THEM_APART); i++) {
            place.append(frames[i].getClassName()).append(frames[i].getMethodName());
        }
        return place.toString();
    }

    private static final class Watch {

        private static final boolean ON = begin();

        private static boolean begin() {
            if (!Boolean.parseBoolean(flag())) {
                System.err.println("Event loops are not watched: the JVM lacks -XX:+" + FLAG);
                return false;
            }
            var builder = BlockHound.builder().loadIntegrations();
            markFiles(builder);
            for (var allowed : AllowedBlocking.values()) {
                builder.allowBlockingCallsInside(allowed.type, allowed.method);
            }
            builder.blockingMethodCallback(BlockingCalls::saw).install();
            return true;
        }

        private static @Nullable String flag() {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(FLAG)
                    .getValue();
        }

        /** What is read and written by {@code Files}, which BlockHound does not know by itself. */
        private static void markFiles(BlockHound.Builder builder) {
            try {
                Class.forName(FILES);
            } catch (ClassNotFoundException onAnotherSystem) {
                return;
            }
            builder.markAsBlocking(FILES, "read0", "(Ljava/io/FileDescriptor;JI)I")
                    .markAsBlocking(FILES, "pread0", "(Ljava/io/FileDescriptor;JIJ)I")
                    .markAsBlocking(FILES, "write0", "(Ljava/io/FileDescriptor;JI)I")
                    .markAsBlocking(FILES, "pwrite0", "(Ljava/io/FileDescriptor;JIJ)I")
                    .markAsBlocking(FILES, "force0", "(Ljava/io/FileDescriptor;Z)I");
        }
    }
}
