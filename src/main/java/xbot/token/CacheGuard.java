package xbot.token;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;

/**
 * Stands before a cache: an operation that fails, or is not done in time, finds nothing, and says that what it was to
 * write is written.
 */
final class CacheGuard implements InvocationHandler {

    /** A request makes two operations at most while the cache is ill, and may lose 100 ms by it. */
    private static final Duration LIMIT = Duration.ofMillis(50);

    private final Cache<?, ?> cache;
    private final Executor threads;
    private final Consumer<Throwable> onFailure;

    /** @param threads where operations run that may take long: a direct executor where the cache is in this process */
    CacheGuard(Cache<?, ?> cache, Executor threads, Consumer<Throwable> onFailure) {
        this.cache = cache;
        this.threads = threads;
        this.onFailure = onFailure;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        FutureTask<Object> operation = new FutureTask<>(() -> call(method, arguments));
        try {
            threads.execute(operation);
            return operation.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            onFailure.accept(e);
        } catch (Exception e) {
            operation.cancel(true);
            onFailure.accept(e);
        }
        return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
    }

    private Object call(Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(cache, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
