package io.foretide.models.lstm;

/**
 * The network and how it learns; the reference design's numbers are the defaults.
 *
 * @param hidden units of each of the two layers
 * @param dropout share of activations dropped while training, 0-1
 * @param learningRate of Adam at the start; it falls along a half cosine
 * @param seed of initial weights, shuffling and dropout
 */
record LstmSettings(int hidden, double dropout, double learningRate, long seed) {
    LstmSettings {
        if (hidden < 1 || !(dropout >= 0 && dropout < 1) || !(learningRate > 0)) {
            throw new IllegalArgumentException("hidden " + hidden + ", dropout " + dropout + ", learningRate "
                    + learningRate + ": must be at least 1, 0 to below 1 and above 0");
        }
    }

    static LstmSettings defaults(int hidden, long seed) {
        return new LstmSettings(hidden, 0.2, 2e-3, seed);
    }
}
