package io.emdia.bench;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something that can be measured by name.
 *
 * @param name as asked for on the command line
 * @param figures measures; takes minutes
 */
record Benchmark(String name, Callable<List<Figure>> figures) {}
