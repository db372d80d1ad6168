package xbot.shared;

import javax.cache.configuration.Configuration;

/** A connection to the engine that pods share, for providers that would otherwise open one of their own. */
public interface CacheConnection {

    /** A configuration with which the provider makes its cache on this connection. */
    Configuration<byte[], byte[]> use(Configuration<byte[], byte[]> configuration);
}
