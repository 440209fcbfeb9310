/** Retraining: what is left out of it, what forecasts would have cost, who becomes champion, and when. */
@org.jspecify.annotations.NullMarked
package io.foretide.retraining;
