/**
 * Serves the page: its files and the libraries it is made with, under paths that change when any of
 * them does. Asks nobody for a figure; the page itself does, with its session.
 */
@NullMarked
package io.emdia.page;

import org.jspecify.annotations.NullMarked;
