package io.emdia.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.List;

/**
 * What one client may cost. Without these limits a client that sends a byte now and then, or reads
 * none, keeps a connection for ever.
 *
 * @param requestTimeout for a request to arrive whole
 * @param uploads paths, as patterns, of requests that may take longer to arrive
 * @param uploadTimeout for one of these to arrive whole
 * @param readTimeout between two pieces of a request
 * @param idleTimeout between two requests of a connection
 * @param answerTimeout for a client to take one piece of its answer
 * @param unansweredTimeout for data a client's machine does not confirm
 * @param sendBuffer kept by the system for one connection
 * @param writeBuffer kept by the process for one connection before the source has to wait
 * @param refusals how long a stopping process goes on refusing webhooks before it closes its port,
 *     so that senders hear to try again
 */
@ConfigurationProperties("emdia.http")
record HttpSettings(
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue("/v1/merchants/{merchant}/imports") List<String> uploads,
        @DefaultValue("30m") Duration uploadTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("2m") Duration answerTimeout,
        @DefaultValue("30s") Duration unansweredTimeout,
        @DefaultValue("64KB") DataSize sendBuffer,
        @DefaultValue("64KB") DataSize writeBuffer,
        @DefaultValue("1s") Duration refusals) {}
