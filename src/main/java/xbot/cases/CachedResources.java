package xbot.cases;

import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers where resources are: each Camel context looks for hundreds of them, and in a jar of jars that takes long. */
final class CachedResources extends ClassLoader {

    private final Map<String, Optional<URL>> known = new ConcurrentHashMap<>();

    CachedResources(ClassLoader parent) {
        super(parent);
    }

    @Override
    public URL getResource(String name) {
        return known.computeIfAbsent(name, missing -> Optional.ofNullable(super.getResource(missing)))
                .orElse(null);
    }
}
