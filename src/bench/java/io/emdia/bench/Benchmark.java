package io.emdia.bench;

import java.util.List;

/** Something that can be measured by name. */
interface Benchmark {

    /** As asked for on the command line. */
    String name();

    /** Measures; takes minutes. Says on standard output what it is doing. */
    List<Figure> measure() throws Exception;
}
