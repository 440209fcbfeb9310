/** Texts as people and programs exchange them: durations, JSON, rounded numbers, the files they are written to, and the
 * words of an error. */
@org.jspecify.annotations.NullMarked
package io.foretide.text;
