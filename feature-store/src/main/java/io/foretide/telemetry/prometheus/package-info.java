/** What a Prometheus, or what answers as one, has scraped. */
@org.jspecify.annotations.NullMarked
package io.foretide.telemetry.prometheus;
