package io.foretide.config;

import java.util.List;

/**
 * Where something stands, and where its problems go. Not thread-safe.
 *
 * @param path of the key, such as {@code planner.windows[0]}; empty for the whole file
 * @param problems of the whole file, added to
 */
public record Place(String path, List<String> problems) {
    /** The place of a key in this block. */
    public Place key(String name) {
        return new Place(path.isEmpty() ? name : path + "." + name, problems);
    }

    /** The place of an item of this list. */
    public Place item(int index) {
        return new Place(path + "[" + index + "]", problems);
    }

    /** Keeps a problem of the value here: the value and what is allowed. */
    public void wrong(String text) {
        problems.add(path + (path.endsWith("]") ? ": " : " ") + text);
    }

    /** Keeps a problem of this block as a whole, which begins with a key's name. */
    public void wrongInside(String text) {
        problems.add(path + (path.endsWith("]") ? ": " : path.isEmpty() ? "" : ".") + text);
    }
}
