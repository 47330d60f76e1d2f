package io.emdia.deliveries;

/** The bulletins of this installation. */
public interface Bulletins {

    /** Connections, encrypted, the newest of each kept: the intake's memory. Key: connection id. */
    Bulletin connections();

    /** Merchants whose figures moved; nothing is kept. Key: merchant id, no value. */
    Bulletin marks();
}
