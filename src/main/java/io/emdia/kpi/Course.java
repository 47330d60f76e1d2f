package io.emdia.kpi;

import reactor.core.publisher.Mono;

/**
 * One family of cells along a timeline: filled from the tables, from cells in memory or from both,
 * then read point by point. A cell counts at a run of points, so it is looked at once however many
 * points there are.
 */
interface Course {

    /** Adds what is stored. */
    Mono<Void> read(CourseReading reading);

    /** Adds cells in memory: all there are, or what is to be put right of what is stored. */
    void add(Cells cells);
}
