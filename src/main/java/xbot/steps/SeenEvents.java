package xbot.steps;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import xbot.text.Sha256;

/**
 * Which events were taken in the last day, for {@code idempotentConsumer}. It belongs to the application and so outlives
 * a route set; pods that share a Redis share it too, and while that is away each pod knows its own.
 */
final class SeenEvents extends ServiceSupport implements IdempotentRepository {

    /** What pods share; each future fails while that is away. */
    interface Shared {
        CompletableFuture<Boolean> contains(String key);

        /** Whether it is new. */
        CompletableFuture<Boolean> add(String key);

        CompletableFuture<Boolean> remove(String key);
    }

    private final Cache<Object, Object> own;
    private final Shared shared;

    /** @param shared null where pods share nothing */
    SeenEvents(Cache<Object, Object> own, Shared shared) {
        this.own = own;
        this.shared = shared;
    }

    @Override
    public boolean contains(String event) {
        String key = key(event);
        return own.containsKey(key) || ask(() -> shared.contains(key), false);
    }

    @Override
    public boolean add(String event) {
        String key = key(event);
        return own.putIfAbsent(key, true) && ask(() -> shared.add(key), true);
    }

    @Override
    public boolean remove(String event) {
        String key = key(event);
        boolean removed = own.remove(key);
        return ask(() -> shared.remove(key), removed) || removed;
    }

    @Override
    public boolean confirm(String event) {
        return true;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("pods share these events: they go by themselves after a day");
    }

    private boolean ask(Supplier<CompletableFuture<Boolean>> question, boolean otherwise) {
        if (shared == null) {
            return otherwise;
        }
        try {
            return question.get().join();
        } catch (CompletionException | IllegalStateException away) {
            return otherwise;
        }
    }

    /** An event's id may be a person's. */
    private static String key(String event) {
        return Sha256.hex(event);
    }
}
