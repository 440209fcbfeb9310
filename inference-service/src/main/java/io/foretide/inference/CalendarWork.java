package io.foretide.inference;

/**
 * Something that is done by the calendar.
 *
 * @param name among what is done for the same job
 */
public record CalendarWork(String name, CalendarTime when, Runnable work) {}
