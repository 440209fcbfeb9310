/** The dashboard: a page that shows a job being scaled, its live feed over HTTP, and the same page as one report file. */
@NullMarked
package io.foretide.scaler.app.web;

import org.jspecify.annotations.NullMarked;
