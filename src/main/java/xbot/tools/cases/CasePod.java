package xbot.tools.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.JCacheManagerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import xbot.partners.InvalidPartnersFile;
import xbot.partners.PartnersReload;
import xbot.routes.RouteSetTrial;

/** The application as the pod has it, without a port, a Direct Line and a cache of others, on a clock that is ours. */
final class CasePod implements AutoCloseable {

    private static final String CACHE = "tokens";
    private static final String CLOCK = "clock";

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final CaseScope scope = new CaseScope();
    private final Path partnersFile;
    private final ConfigurableApplicationContext spring;
    private final CaseRoutes routes;

    /** @param properties as on a command line */
    CasePod(Class<?> application, Path routes, List<String> properties) {
        try {
            partnersFile = Files.createTempFile("xbot-cases-partners", ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(properties);
        arguments.add("--xbot.routes.directory=" + routes);
        arguments.add("--xbot.partners-file=" + partnersFile);
        arguments.add("--xbot.cache.provider=org.ehcache.jsr107.EhcacheCachingProvider");
        arguments.add("--xbot.cache.config=classpath:ehcache.xml");
        try {
            spring = new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE)
                    .initializers(this::prepare)
                    .run(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            deletePartners();
            throw e;
        }
        this.routes = new CaseRoutes(spring.getBean(RouteSetTrial.class));
    }

    private void prepare(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(beans -> {
            BeanDefinitionRegistry definitions = (BeanDefinitionRegistry) beans;
            definitions.removeBeanDefinition(CLOCK);
            definitions.registerBeanDefinition(
                    CLOCK,
                    BeanDefinitionBuilder.genericBeanDefinition(Clock.class, () -> clock)
                            .getBeanDefinition());
        });
        context.addBeanFactoryPostProcessor(scope);
    }

    MovableClock clock() {
        return clock;
    }

    CaseRoutes routes() {
        return routes;
    }

    @SuppressWarnings({"unchecked", "resource"})
    Cache<Object, Object> cache() {
        JCacheConfiguration configuration = new JCacheConfiguration();
        configuration.setCacheName(CACHE);
        try {
            return (Cache<Object, Object>) (Cache<?, ?>) spring.getBean(JCacheManagerFactory.class)
                    .createManager(configuration)
                    .getCache();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empties the caches; all other beans of steps are made anew from here on. */
    void renew(String partners) {
        scope.end();
        CacheManager caches = cache().getCacheManager();
        caches.getCacheNames().forEach(name -> caches.getCache(name).clear());
        try {
            Files.writeString(partnersFile, partners);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the partners. */
    List<String> partnersFindings() {
        try {
            spring.getBean(PartnersReload.class);
            return List.of();
        } catch (BeansException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidPartnersFile invalid) {
                    return invalid.findings().stream()
                            .map(finding -> finding.replaceFirst("^line \\d+: ", ""))
                            .toList();
                }
            }
            throw e;
        }
    }

    @Override
    public void close() {
        scope.end();
        spring.close();
        deletePartners();
    }

    private void deletePartners() {
        try {
            Files.deleteIfExists(partnersFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
