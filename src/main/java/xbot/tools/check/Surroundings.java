package xbot.tools.check;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the application offers to its routes.
 *
 * @param beans the names that a route may refer to
 * @param properties the value of a property, null for one that is missing
 * @param caches the names that {@code jcache:} may use; empty where the provider does not tell before it runs
 */
public record Surroundings(Set<String> beans, UnaryOperator<String> properties, Optional<Set<String>> caches) {

    public Surroundings {
        beans = Set.copyOf(beans);
        caches = caches.map(Set::copyOf);
    }
}
