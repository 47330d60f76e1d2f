package io.emdia.kpi;

/** What is answered to whoever asks why. */
sealed interface Explained permits Explanation, Comparison {}
