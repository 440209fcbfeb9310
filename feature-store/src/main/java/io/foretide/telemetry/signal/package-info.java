/** Business, calendar and external signals, and the features made of them. */
package io.foretide.telemetry.signal;
