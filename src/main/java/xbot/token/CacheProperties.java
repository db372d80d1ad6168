package xbot.token;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code xbot.cache.*}: any JCache provider (JSR 107).
 *
 * @param provider the class of the CachingProvider
 * @param config where its configuration is: a {@code classpath:} or {@code file:} location; empty for the provider's
 *     default
 */
public record CacheProperties(
        @DefaultValue("org.ehcache.jsr107.EhcacheCachingProvider")
        String provider,

        @DefaultValue("classpath:ehcache.xml") String config) {}
