package xbot.shared;

import io.lettuce.core.api.push.PushMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connects, and asks each master with each beat whether it still tells of changes (RESP3, CLIENT TRACKING). That says
 * whether Redis is there, never a request, which may be slow because this pod is. So time is counted in beats: a pod
 * that had no processor waited for as long as it had chances to hear an answer. State changes on the client's thread.
 */
final class RedisPulse {

    private static final long BEAT_MILLIS = 100;
    private static final int AWAY_BEATS = 5;
    private static final int GIVE_UP_BEATS = 20;

    private final RedisConnector connector;
    private final RedisSettings settings;
    private final StoreReport report;
    private final RedisChanges changes;
    private final Runnable onReturn;
    private final ScheduledExecutorService thread;

    /** Ends when it is known whether it is there. */
    final CompletableFuture<Void> settled = new CompletableFuture<>();

    /** By which time is told. */
    final AtomicLong beats = new AtomicLong();

    private volatile RedisConnector.Link link;
    private volatile boolean away;
    private volatile boolean wasThere;
    private volatile long turned;
    private volatile boolean closed;

    private int silentBeats;
    private boolean lost = true;
    private boolean connecting;
    private RedisConnector.Link deaf;

    /** @param onReturn is called when it is there again, perhaps without what it had */
    RedisPulse(RedisSettings settings, StoreReport report, RedisChanges changes, Runnable onReturn) {
        connector = new RedisConnector(settings);
        this.settings = settings;
        thread = connector.thread();
        this.report = report;
        this.changes = changes;
        this.onReturn = onReturn;
        thread.execute(this::beat);
    }

    private void beat() {
        if (closed) {
            return;
        }
        beats.incrementAndGet();
        silentBeats++;
        RedisConnector.Link now = link;
        try {
            if (now == null) {
                connect();
            } else if (silentBeats % GIVE_UP_BEATS == 0 && !settings.isCluster()) {
                // one that hangs may have a successor by now
                lose(now, true);
            } else {
                ask(now);
            }
            if (silentBeats >= (wasThere ? AWAY_BEATS : GIVE_UP_BEATS)) {
                turn(true);
            }
        } finally {
            thread.schedule(this::beat, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void connect() {
        if (!connecting) {
            connecting = true;
            connector.connect(this::hear).whenCompleteAsync(this::connected, thread);
        }
    }

    private void hear(PushMessage push) {
        if (changes.isEndOfAll(push)) {
            onReturn.run();
        }
    }

    private void connected(RedisConnector.Link opened, Throwable failure) {
        connecting = false;
        if (failure != null) {
            report.failed(failure);
            turn(away || !wasThere);
            return;
        }
        deaf = settings.nearCache() ? null : opened;
        link = opened;
        ask(opened);
    }

    private void ask(RedisConnector.Link now) {
        long sent = System.nanoTime();
        now.redirections().whenCompleteAsync((answer, failure) -> heard(now, sent, answer, failure), thread);
    }

    private void heard(RedisConnector.Link now, long sentNanos, List<Long> redirections, Throwable failure) {
        if (!now.equals(link)) {
            return;
        }
        if (failure != null && !Redis.isAnswer(failure)) {
            report.failed(failure);
            lose(now, !now.isOpen().getAsBoolean());
            return;
        }
        silentBeats = 0;
        wasThere = true;
        turn(false);
        if (failure != null) {
            cannotTell(now, failure);
        } else if (now.equals(deaf)) {
            settled.complete(null);
        } else if (redirections.stream().allMatch(master -> master >= 0)) {
            changes.toldUntil(sentNanos);
            report.tells();
            settled.complete(null);
        } else {
            lose(now, false);
            now.track()
                    .thenRunAsync(() -> ask(now), thread)
                    .whenCompleteAsync((asked, refusal) -> cannotTell(now, refusal), thread);
        }
        if (lost) {
            lost = false;
            now.memory().thenAccept(report::memory);
            onReturn.run();
        }
    }

    private void cannotTell(RedisConnector.Link now, Throwable refusal) {
        if (Redis.isRefusal(refusal)) {
            deaf = now;
            settled.complete(null);
            report.cannotTell(refusal);
        }
    }

    private void lose(RedisConnector.Link now, boolean forGood) {
        lost = true;
        changes.lost();
        if (forGood) {
            link = null;
            now.close().run();
        }
    }

    private void turn(boolean nowAway) {
        if (away != nowAway) {
            away = nowAway;
            turned = beats.get();
            report.away(nowAway);
        }
        if (nowAway) {
            settled.complete(null);
        }
    }

    /** Null while there is none. */
    RedisConnector.Link link() {
        return link;
    }

    boolean isAway() {
        return away;
    }

    /**
     * How long it is worth to wait for it.
     *
     * @param since the beat with which the waiting began
     */
    long millisToWait(long since, Duration patience, Duration failover) {
        // one that was never there has nothing to come back with
        long from = away ? turned : Math.max(since, turned);
        Duration limit = !away ? patience : wasThere ? failover : Duration.ZERO;
        return limit.toMillis() - (beats.get() - from) * BEAT_MILLIS;
    }

    void close() {
        closed = true;
        connector.close();
    }
}
