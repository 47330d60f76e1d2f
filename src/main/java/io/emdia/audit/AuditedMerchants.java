package io.emdia.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The same bound as that of all gauges.
 *
 * @param maxMerchants merchants exported one by one; the rest are summed as {@code _other}
 */
@ConfigurationProperties("emdia.metrics")
record AuditedMerchants(@DefaultValue("200") int maxMerchants) {}
