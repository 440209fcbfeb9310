package io.foretide.scaler.app.web;

import java.util.List;

/**
 * Whether a service can be relied on now.
 *
 * @param live whether it is any use to leave the process running
 * @param ready whether it decides in time, be it to hold because something is missing
 * @param withoutFreshForecast jobs that are decided on by their present load alone
 */
public record Health(boolean live, boolean ready, List<String> withoutFreshForecast) {
    public Health {
        withoutFreshForecast = List.copyOf(withoutFreshForecast);
    }
}
