package io.foretide.training.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which version of a registry plays which part; stored as {@code aliases.json}.
 *
 * @param champion the version that serves
 * @param challenger the newest that was published and is not the champion
 * @param shadow the version that forecasts beside the champion, only to be scored
 * @param former champions before this one, the latest last
 */
public record ModelAliases(
        Optional<String> champion, Optional<String> challenger, Optional<String> shadow, List<String> former) {
    /** Nobody plays any part. */
    public static final ModelAliases NONE =
            new ModelAliases(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public ModelAliases {
        former = List.copyOf(former);
    }

    ModelAliases withChallenger(String version) {
        return new ModelAliases(champion, Optional.of(version), Optional.of(version), former);
    }

    ModelAliases withShadow(Optional<String> version) {
        return new ModelAliases(champion, challenger, version, former);
    }

    ModelAliases promoted(String version) {
        if (champion.filter(version::equals).isPresent()) {
            return this;
        }
        List<String> before = new ArrayList<>(former);
        champion.ifPresent(before::add);
        return new ModelAliases(
                Optional.of(version),
                challenger.filter(other -> !other.equals(version)),
                shadow.filter(other -> !other.equals(version)),
                before);
    }

    /** Forgets all former champions that are not among {@code kept}. */
    ModelAliases withFormer(Predicate<String> kept) {
        return new ModelAliases(
                champion, challenger, shadow, former.stream().filter(kept).toList());
    }

    ModelAliases rolledBack() {
        if (former.isEmpty()) {
            throw new ModelRefusedException(champion.map(version -> "there was no champion before " + version)
                            .orElse("there is no champion and was none before")
                    + ": a rollback needs one to go back to");
        }
        return withoutChampion();
    }

    /** The champion before this one serves again, or none; this one goes on in the shadow. */
    ModelAliases withoutChampion() {
        int last = former.size() - 1;
        return new ModelAliases(
                last < 0 ? Optional.empty() : Optional.of(former.get(last)),
                champion,
                champion,
                former.subList(0, Math.max(0, last)));
    }
}
