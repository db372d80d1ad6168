package xbot.token;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import javax.cache.Cache;

/** Stands before a cache in this process: an operation that fails finds nothing, and says that it wrote. */
final class CacheGuard implements InvocationHandler {

    private final Cache<?, ?> cache;
    private final Consumer<Throwable> onFailure;

    private CacheGuard(Cache<?, ?> cache, Consumer<Throwable> onFailure) {
        this.cache = cache;
        this.onFailure = onFailure;
    }

    static Cache<?, ?> of(Cache<?, ?> cache, Consumer<Throwable> onFailure) {
        return (Cache<?, ?>) Proxy.newProxyInstance(
                Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, new CacheGuard(cache, onFailure));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        try {
            return method.invoke(cache, arguments);
        } catch (InvocationTargetException e) {
            onFailure.accept(e.getCause());
        } catch (IllegalAccessException e) {
            onFailure.accept(e);
        }
        return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
    }
}
