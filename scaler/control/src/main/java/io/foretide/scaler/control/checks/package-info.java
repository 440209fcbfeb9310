/** What the doctor's checks are made of: findings, each with its fix. Nothing here changes anything. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.control.checks;
