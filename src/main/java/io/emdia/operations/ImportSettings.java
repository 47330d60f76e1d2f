package io.emdia.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * @param bodyMax bytes of one import
 * @param lineMax bytes of one of its lines; a longer one is refused
 * @param chunkLines lines that are put on the log before it is remembered that they are
 * @param chunkMax bytes of these
 * @param atOnce imports that one node reads at one time
 * @param atOnceOfMerchant those of one merchant
 * @param appendsAtOnce lines of one import on their way to the log at one time
 * @param appendWithin how long a line that the log cannot take is tried again
 * @param refusalsMax refused lines that are told one by one
 * @param lookEvery how often it is looked what was applied
 * @param silentMax how long a node that reads may be silent before its import counts as interrupted
 */
@ConfigurationProperties("emdia.imports")
record ImportSettings(
        @DefaultValue("2GB") DataSize bodyMax,
        @DefaultValue("256KB") DataSize lineMax,
        @DefaultValue("500") int chunkLines,
        @DefaultValue("1MB") DataSize chunkMax,
        @DefaultValue("4") int atOnce,
        @DefaultValue("2") int atOnceOfMerchant,
        @DefaultValue("256") int appendsAtOnce,
        @DefaultValue("20s") Duration appendWithin,
        @DefaultValue("100") int refusalsMax,
        @DefaultValue("1s") Duration lookEvery,
        @DefaultValue("10s") Duration silentMax) {

    ImportSettings {
        require(chunkLines > 0, "chunk-lines must be positive, was " + chunkLines);
        require(atOnce > 0, "at-once must be positive, was " + atOnce);
        require(
                atOnceOfMerchant > 0,
                "at-once-of-merchant must be positive, was " + atOnceOfMerchant);
        require(appendsAtOnce > 0, "appends-at-once must be positive, was " + appendsAtOnce);
        require(
                silentMax.compareTo(lookEvery.multipliedBy(2)) > 0,
                "silent-max must be more than twice look-every, was " + silentMax);
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("emdia.imports: " + expected);
        }
    }
}
