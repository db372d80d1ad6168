package xbot.routes;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Up while a route set serves; part of readiness. */
final class RouteSetHealth implements HealthIndicator {

    private final RouteSets routeSets;

    RouteSetHealth(RouteSets routeSets) {
        this.routeSets = routeSets;
    }

    @Override
    public Health health() {
        return (routeSets.serving() == null ? Health.down() : Health.up()).build();
    }
}
