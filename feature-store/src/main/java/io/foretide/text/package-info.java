/** Texts as people and programs exchange them: durations, JSON, rounded numbers, and the words of an error. */
@org.jspecify.annotations.NullMarked
package io.foretide.text;
