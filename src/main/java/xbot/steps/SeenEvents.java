package xbot.steps;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import javax.cache.Cache;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import xbot.contract.ExchangeProperties;
import xbot.shared.Redis;
import xbot.text.Sha256;

/**
 * Which events were taken in the last day, for {@code idempotentConsumer}: of each partner and route by themselves. It belongs to the application and so outlives
 * a route set; pods that share a Redis share it too, and while that is away each pod knows its own.
 */
final class SeenEvents extends ServiceSupport implements IdempotentRepository {

    private static final String PREFIX = "xbot-event-v1/";
    private static final SetArgs NEW_FOR_A_DAY = SetArgs.Builder.nx().px(Duration.ofDays(1));

    private final Cache<Object, Object> own;
    private final Redis shared;

    /** @param shared null where pods share nothing */
    SeenEvents(Cache<Object, Object> own, Redis shared) {
        this.own = own;
        this.shared = shared;
    }

    @Override
    public boolean contains(Exchange exchange, String event) {
        return contains(of(exchange, event));
    }

    @Override
    public boolean add(Exchange exchange, String event) {
        return add(of(exchange, event));
    }

    @Override
    public boolean remove(Exchange exchange, String event) {
        return remove(of(exchange, event));
    }

    /** Two partners may name their events alike. */
    private static String of(Exchange exchange, String event) {
        return exchange.getProperty(ExchangeProperties.PARTNER_ID) + "/" + exchange.getFromRouteId() + "/" + event;
    }

    @Override
    public boolean contains(String event) {
        String key = key(event);
        return own.containsKey(key) || ask(key, (redis, k) -> redis.get(k), found -> found != null, false);
    }

    @Override
    public boolean add(String event) {
        String key = key(event);
        return own.putIfAbsent(key, true)
                && ask(key, (redis, k) -> redis.set(k, new byte[0], NEW_FOR_A_DAY), "OK"::equals, true);
    }

    @Override
    public boolean remove(String event) {
        String key = key(event);
        boolean removed = own.remove(key);
        return ask(key, (redis, k) -> redis.del(k), gone -> gone == 1, removed) || removed;
    }

    @Override
    public boolean confirm(String event) {
        return true;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("pods share these events: they go by themselves after a day");
    }

    /** A route's thread waits here, for the time of one operation at most. */
    private <T> boolean ask(String key, Redis.Command<T> command, Predicate<T> isYes, boolean otherwise) {
        if (shared == null) {
            return otherwise;
        }
        try {
            return isYes.test(
                    shared.shortly(() -> shared.send(PREFIX + key, command)).join());
        } catch (CompletionException away) {
            shared.countDoneWithout();
            return otherwise;
        }
    }

    /** An event's id may be a person's. */
    private static String key(String event) {
        return Sha256.hex(event);
    }
}
