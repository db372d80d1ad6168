package xbot.token;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import javax.cache.Cache;

/** Stands before a cache in this process: an operation that fails finds nothing, and says that it wrote. */
final class CacheGuard implements InvocationHandler {

    private final Cache<Object, Object> cache;
    private final Consumer<Throwable> onFailure;

    private CacheGuard(Cache<Object, Object> cache, Consumer<Throwable> onFailure) {
        this.cache = cache;
        this.onFailure = onFailure;
    }

    static Cache<?, ?> of(Cache<Object, Object> cache, Consumer<Throwable> onFailure) {
        return (Cache<?, ?>) Proxy.newProxyInstance(
                Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, new CacheGuard(cache, onFailure));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        try {
            // the operation of every request, without the price of reflection
            return method.getName().equals("get") ? cache.get(arguments[0]) : method.invoke(cache, arguments);
        } catch (InvocationTargetException e) {
            onFailure.accept(e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            onFailure.accept(e);
        }
        return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
    }
}
