package io.foretide.training;

/** Fits the models of one name. Stateless and thread-safe. */
public interface ModelFitter {
    /** The name users ask for, such as {@code ridge}. */
    String name();

    /**
     * Fits a model on the history of a request. What is chosen from the data is chosen there, too.
     *
     * @throws IllegalArgumentException if the history holds too little for this model; the message says what it needs
     * @throws InterruptedException if the thread was interrupted
     */
    FittedModel fit(FitRequest request) throws InterruptedException;
}
