package xbot.tools.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import xbot.token.CacheProperties;

/** What the application would offer to its routes if it were started here, found without starting it. */
final class Application {

    private static final String EHCACHE = "org.ehcache.jsr107.EhcacheCachingProvider";

    private Application() {}

    /** @param given properties of the command line; they win over environment and application.yaml */
    static Surroundings surroundings(Map<String, Object> given) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("commandLineArgs", given));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        CacheProperties cache = Binder.get(environment).bindOrCreate("xbot.cache", CacheProperties.class);
        return new Surroundings(OwnClasses.beans(), name -> value(environment, name), caches(cache));
    }

    private static String value(ConfigurableEnvironment environment, String name) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException e) {
            // it refers to one that is missing
            return null;
        }
    }

    private static Optional<Set<String>> caches(CacheProperties cache) {
        if (!cache.provider().equals(EHCACHE) || cache.config().isEmpty()) {
            return Optional.empty();
        }
        try (InputStream xml =
                new DefaultResourceLoader().getResource(cache.config()).getInputStream()) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            NodeList found = factory.newDocumentBuilder().parse(xml).getElementsByTagNameNS("*", "cache");
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < found.getLength(); i++) {
                names.add(found.item(i).getAttributes().getNamedItem("alias").getNodeValue());
            }
            return Optional.of(names);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException("xbot.cache.config '" + cache.config() + "' cannot be read", e);
        }
    }
}
