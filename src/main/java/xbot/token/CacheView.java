package xbot.token;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Objects;
import javax.cache.Cache;

/** A token store as the cache that camel-jcache asks for, with the operations that make sense for shared tokens. */
final class CacheView implements InvocationHandler {

    private final String name;
    private final TokenStore store;

    CacheView(String name, TokenStore store) {
        this.name = name;
        this.store = store;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "get" -> store.get(key(arguments));
            case "put" -> {
                store.put(key(arguments), token(arguments));
                yield null;
            }
            case "putIfAbsent" -> store.putIfAbsent(key(arguments), token(arguments));
            case "getName" -> name;
            case "isClosed" -> false;
            case "close" -> null;
            default ->
                throw new UnsupportedOperationException("the cache '" + name
                        + "' is shared by pods and knows GET, PUT and PUTIFABSENT only, not " + method.getName());
        };
    }

    private static String key(Object[] arguments) {
        return (String) Objects.requireNonNull(arguments[0], "no CamelJCacheKey");
    }

    private Token token(Object[] arguments) {
        if (arguments[1] instanceof Token token) {
            return token;
        }
        throw new IllegalArgumentException("the cache '" + name + "' takes tokens only");
    }

    static Cache<?, ?> of(String name, TokenStore store) {
        return (Cache<?, ?>) java.lang.reflect.Proxy.newProxyInstance(
                Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, new CacheView(name, store));
    }
}
