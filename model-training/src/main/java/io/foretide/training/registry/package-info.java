/** Published models: training them, their cards, versions and aliases. */
@org.jspecify.annotations.NullMarked
package io.foretide.training.registry;
