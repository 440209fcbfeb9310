package io.foretide.planner.decision;

/** Everything the planner gives as a cause of its own; a rule from elsewhere brings its own {@link Cause}. */
public sealed interface PlannerCause extends Cause
        permits BlindCause, BlockedCause, FleetCause, OverrideCause, RollbackCause, RuleCause, SizingCause {}
