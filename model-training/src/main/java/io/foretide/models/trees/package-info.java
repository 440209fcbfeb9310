/** Gradient-boosted trees on the rows of the regression; the only place that knows Tribuo and XGBoost. */
@NullMarked
package io.foretide.models.trees;

import org.jspecify.annotations.NullMarked;
