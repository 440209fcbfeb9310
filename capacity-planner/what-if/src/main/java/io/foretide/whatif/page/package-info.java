/** Pages that stand alone, the files that all pages share, and the page of a comparison. */
@NullMarked
package io.foretide.whatif.page;

import org.jspecify.annotations.NullMarked;
