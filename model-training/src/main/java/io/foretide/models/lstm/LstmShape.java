package io.foretide.models.lstm;

/** Sizes of one pass of an LSTM layer. */
record LstmShape(int samples, int inputs, int units, int steps) {
    /** Numbers per step and gate. */
    int cells() {
        return samples * units;
    }
}
