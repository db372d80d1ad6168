package xbot.tools.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.JCacheManagerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.MethodMetadata;
import xbot.partners.InvalidPartnersFile;
import xbot.partners.PartnersReload;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.routes.RouteSetFactory;

/** The application as the pod has it, without a port, a Direct Line and a cache of others, on a clock that is ours. */
public final class CasePod implements AutoCloseable {

    private static final String CACHE = "tokens";
    private static final String CLOCK = "clock";
    static final List<String> PACKAGES = List.of("xbot.access.", "xbot.token.", "xbot.webchat.", "xbot.webhook.");

    /** Threads may be shared, and caches be emptied: both take long to make. */
    private static final List<String> SHARED = List.of("upstreamVertx", "tokenCaches");

    private final CaseScope scope = new CaseScope();
    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final Path partnersFile;
    private final ConfigurableApplicationContext spring;
    private final CaseRoutes routes;

    /** @param given with {@code --verbose} it logs, else only why it cannot start */
    public CasePod(Class<?> application, Arguments given) {
        try {
            partnersFile = Files.createTempFile("xbot-cases-partners", ".yaml");
            partnersFile.toFile().deleteOnExit();
            Files.writeString(partnersFile, CasePartners.file(null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>();
        if (!given.options().containsKey("--verbose")) {
            // the log of a failure would fill the screen
            arguments.add("--logging.level.root=off");
            arguments.add("--logging.level.xbot=off");
            arguments.add("--logging.level.xbot.StartFailureReporter=error");
        }
        arguments.addAll(given.properties());
        spring = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .initializers(context -> prepare(context, given.directory()))
                .run(arguments.toArray(String[]::new));
        this.routes = new CaseRoutes(spring.getBean(RouteSetFactory.class));
    }

    /** Whatever the command line and the environment say, no cache of others is asked. */
    private void prepare(ConfigurableApplicationContext context, String directory) {
        Map<String, Object> properties = Map.of(
                "xbot.routes.directory",
                directory,
                "xbot.partners-file",
                partnersFile.toString(),
                "xbot.cache.provider",
                "org.ehcache.jsr107.EhcacheCachingProvider",
                "xbot.cache.config",
                "classpath:ehcache.xml",
                "xbot.cache.redis.address",
                "false");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("cases", properties));
        context.addBeanFactoryPostProcessor(beans -> {
            BeanDefinitionRegistry definitions = (BeanDefinitionRegistry) beans;
            for (String name : definitions.getBeanDefinitionNames()) {
                if (!SHARED.contains(name)
                        && definitions.getBeanDefinition(name) instanceof AnnotatedBeanDefinition bean
                        && isOfAStep(bean.getFactoryMethodMetadata())) {
                    bean.setScope(CaseScope.NAME);
                }
            }
            beans.registerScope(CaseScope.NAME, scope);
            definitions.removeBeanDefinition(CLOCK);
            definitions.registerBeanDefinition(
                    CLOCK,
                    BeanDefinitionBuilder.genericBeanDefinition(Clock.class, () -> clock)
                            .getBeanDefinition());
        });
    }

    /** What keeps a set from serving. */
    public Collection<Finding> judge(RouteFiles set) {
        return routes.judge(set, new MockAnswerer(clock));
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

    /**
     * Empties the caches; all other beans of steps are made anew from here on, as breakers, rates and partners outlive a
     * route set in the pod and must not outlive a case here.
     */
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

    private static boolean isOfAStep(MethodMetadata method) {
        return method != null && PACKAGES.stream().anyMatch(method.getDeclaringClassName()::startsWith);
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
    }
}
