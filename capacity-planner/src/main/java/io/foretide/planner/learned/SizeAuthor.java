package io.foretide.planner.learned;

/**
 * Who else has set a size.
 *
 * @param name in words
 * @param byManifest whether it came with a whole manifest, as an apply or a rollout writes it, and so need not be meant: a
 *     manifest that no longer says a size sets the default
 */
public record SizeAuthor(String name, boolean byManifest) {
    /** Somebody who has set the size and nothing else. */
    public static SizeAuthor hand(String name) {
        return new SizeAuthor(name, false);
    }
}
