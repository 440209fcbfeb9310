/** The way to an HTTP interface: its address, credentials, trust, proxy, and one bounded exchange over it. No secret is printed. */
@org.jspecify.annotations.NullMarked
package io.foretide.telemetry.access;
