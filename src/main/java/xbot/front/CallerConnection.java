package xbot.front;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One connection of a caller: what the caller owes us and until when, how far it may send ahead of our answers, and how
 * the connection ends. Sits in the connection's pipeline before Vert.x; all but {@link #isOverdue} is for its event
 * loop.
 */
final class CallerConnection extends ChannelDuplexHandler {

    /** Vert.x queues what is sent ahead without a limit, and the answers that are not read too. */
    private static final int MAX_UNANSWERED = 16;

    /** Time for a caller to read a refusal while it still sends what was refused. */
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private static final long NOTHING_DUE = Long.MAX_VALUE;

    private final ConnectionBase connection;
    private final long deliverNanos;
    private final long restNanos;
    private final BooleanSupplier retiring;
    private volatile long dueNanos;
    private ChannelHandlerContext channel;

    /** Refuses the request of which the head has arrived and the body has not; null where there is none. */
    private Consumer<TransportRefusal> unread;

    /** Nothing of the next request has arrived. */
    private boolean resting;

    private boolean decoded;
    private int unanswered;
    private boolean paused;
    private boolean bodyBroken;
    private boolean closing;

    CallerConnection(ConnectionBase connection, Duration deliver, Duration rest, BooleanSupplier retiring) {
        this.connection = connection;
        this.deliverNanos = deliver.toNanos();
        this.restNanos = rest.toNanos();
        this.retiring = retiring;
        answered();
    }

    /** What arrives is no longer looked at; requests that are queued are not for us to judge either. */
    boolean isClosing() {
        return closing;
    }

    /** The answer that is due now is to be the last: the server drains, and nothing else was asked yet. */
    boolean isRetiring() {
        return retiring.getAsBoolean() && unanswered <= 1;
    }

    boolean isOverdue(long now) {
        long due = dueNanos;
        return due != NOTHING_DUE && now - due > 0;
    }

    /**
     * The head is complete; the body may still be on its way.
     *
     * @param refuse answers instead, should the body not arrive
     */
    void headArrived(Consumer<TransportRefusal> refuse) {
        unread = refuse;
        requestBegins();
        if (bodyBroken) {
            refuse.accept(TransportRefusal.BAD_REQUEST);
        }
    }

    void bodyArrived() {
        dueNanos = NOTHING_DUE;
        unread = null;
    }

    /** The answer is on its way to the caller, who has to take it; then the connection may rest. */
    void answered() {
        unread = null;
        resting = true;
        due(unanswered == 0 ? restNanos : deliverNanos);
    }

    /** The time to deliver a request runs from its first byte; with a head that came at once that is now. */
    private void requestBegins() {
        if (resting) {
            resting = false;
            due(deliverNanos);
        }
    }

    private void due(long nanos) {
        dueNanos = System.nanoTime() + nanos;
    }

    void cutIfOverdue() {
        if (!isOverdue(System.nanoTime())) {
            return;
        }
        if (unread == null || closing) {
            abort();
        } else {
            unread.accept(TransportRefusal.REQUEST_TIMEOUT);
        }
    }

    /** Before the last answer: what the caller sent behind it must not be taken for requests. */
    void ignoreWhatFollows() {
        closing = true;
    }

    /** After the last answer. A reset on unread bytes could take the answer with it, so the caller closes first. */
    void closeGently() {
        if (connection.isSsl() || !(connection.channel() instanceof DuplexChannel duplex)) {
            connection.close();
            return;
        }
        // it may have been paused for the body that was refused
        duplex.config().setAutoRead(true);
        duplex.shutdownOutput();
        duplex.eventLoop().schedule(this::abort, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Not through Vert.x, which would first wait for the caller to read all answers. */
    private void abort() {
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decoded = true;
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest) {
            unanswered++;
            pauseOrResume();
            context.fireChannelRead(message);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            // Vert.x would close without an answer
            content.release();
            breakBody();
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Bytes that make no message yet are the first ones of a request. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!decoded) {
            requestBegins();
        }
        decoded = false;
        context.fireChannelReadComplete();
    }

    private void breakBody() {
        bodyBroken = true;
        if (unread != null) {
            unread.accept(TransportRefusal.BAD_REQUEST);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof LastHttpContent) || isInterim(message)) {
            context.write(message, promise);
            return;
        }
        ChannelPromise written = promise.unvoid();
        written.addListener(done -> {
            unanswered--;
            if (resting && unanswered == 0) {
                due(restNanos);
            }
            pauseOrResume();
        });
        context.write(message, written);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void pauseOrResume() {
        if (closing) {
            return;
        }
        boolean tooMany = unanswered > MAX_UNANSWERED;
        if (tooMany) {
            // Vert.x resumes on its own account when it has room for a body, so ask each time
            connection.doPause();
        } else if (paused) {
            connection.doResume();
        }
        paused = tooMany;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Vert.x raises what it could not decode again after the answer, to close at once
        if (!closing || cause instanceof IOException) {
            context.fireExceptionCaught(cause);
        }
    }
}
