package planted.ledger;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

public record Unpacks(TarArchiveInputStream programs) {}
