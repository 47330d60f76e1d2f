package io.emdia;

/** Calls that may wait on an event loop, each with the reason why that is harmless. */
enum AllowedBlocking {
    /** Netty unpacks its native library once in a process, before anything is served. */
    NATIVE_LIBRARY("io.netty.util.internal.NativeLibraryLoader", "load"),

    /** Netty's own lock around a few instructions, when it adds a pool of buffers. */
    POOL_OF_BUFFERS("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines"),

    /** The tests' own HTTP client unpacks a native library once, when it first may need it. */
    NATIVE_DECOMPRESSION("com.github.luben.zstd.util.Native", "load"),

    /** Jackson's own lock while it learns how to read a type, once for each type. */
    READERS_OF_JSON(
            "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer"),

    /** The scheduler's own lock around a few steps in its heap, when a timer is given up. */
    TIMER_GIVEN_UP("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove"),

    /** The same lock, when a timer is set. */
    TIMER_SET("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "offer"),

    /** Jackson's own lock while it empties its table of member names, when that is full. */
    NAMES_OF_JSON("tools.jackson.core.util.InternCache", "intern"),

    /** The kernel's random numbers, a few hundred bytes at a time: this file never waits. */
    RANDOM_NUMBERS("sun.security.provider.NativePRNG$RandomIO", "readFully");

    final String type;
    final String method;

    AllowedBlocking(String type, String method) {
        this.type = type;
        this.method = method;
    }
}
