package xbot.front;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

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
    private final long limitNanos;
    private final BooleanSupplier retiring;
    private volatile long dueNanos;
    private ChannelHandlerContext channel;
    private HttpServerRequest unread;
    private RequestRecord unreadRecord;
    private int unanswered;
    private boolean paused;
    private boolean bodyBroken;
    private boolean closing;

    /** The caller owes a request from now on. */
    CallerConnection(ConnectionBase connection, long limitNanos, BooleanSupplier retiring) {
        this.connection = connection;
        this.limitNanos = limitNanos;
        this.retiring = retiring;
        expect(null, null);
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

    /** The head is complete; the body may still be on its way. */
    void headArrived(HttpServerRequest request, RequestRecord exchange) {
        expect(request, exchange);
        if (bodyBroken) {
            Answer.refuse(request, exchange, TransportRefusal.BAD_REQUEST);
        }
    }

    void bodyArrived() {
        dueNanos = NOTHING_DUE;
        unread = null;
    }

    /** The answer is out; the next request may come. */
    void answered() {
        expect(null, null);
    }

    private void expect(HttpServerRequest request, RequestRecord exchange) {
        unread = request;
        unreadRecord = exchange;
        dueNanos = System.nanoTime() + limitNanos;
    }

    void cutIfOverdue() {
        if (!isOverdue(System.nanoTime())) {
            return;
        }
        if (unread == null || closing) {
            abort();
        } else {
            Answer.refuse(unread, unreadRecord, TransportRefusal.REQUEST_TIMEOUT);
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
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            unanswered++;
            pauseOrResume();
            judgeVersion(request);
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

    private void breakBody() {
        bodyBroken = true;
        if (unread != null) {
            Answer.refuse(unread, unreadRecord, TransportRefusal.BAD_REQUEST);
        }
    }

    /** Vert.x would answer in the version of the request, whatever that is, and knows one spelling of the two. */
    @SuppressWarnings("ReferenceEquality") // another version with an equal name is not ours
    private static void judgeVersion(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("unknown version of HTTP")));
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
