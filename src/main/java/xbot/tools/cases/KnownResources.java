package xbot.tools.cases;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;

/**
 * Remembers for all contexts where a resource is and which there are none of. Each context asks for hundreds, and in a
 * jar of jars an answer takes long.
 */
final class KnownResources {

    private final Map<String, Optional<URL>> known = new ConcurrentHashMap<>();

    void useIn(CamelContext camel) {
        camel.setClassResolver(new Resolver(camel));
    }

    private final class Resolver extends DefaultClassResolver {

        Resolver(CamelContext camel) {
            super(camel);
        }

        @Override
        public URL loadResourceAsURL(String name) {
            return known.computeIfAbsent(name, asked -> Optional.ofNullable(super.loadResourceAsURL(asked)))
                    .orElse(null);
        }

        @Override
        public InputStream loadResourceAsStream(String name) {
            try {
                URL found = loadResourceAsURL(name);
                return found == null ? null : found.openStream();
            } catch (IOException e) {
                return null;
            }
        }
    }
}
