/** A history moves from one store to another: page by page, compared before and after. */
package io.foretide.store.copy;
