package xbot.front.strict;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
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
public final class CallerConnection extends ChannelDuplexHandler {

    /** Vert.x queues what is sent ahead without a limit, and the answers that are not read too. */
    private static final int MAX_UNANSWERED = 16;

    /** Time for a caller to read a refusal while it still sends what was refused. */
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final ConnectionBase connection;
    private final TimeLimit limit;
    private final BooleanSupplier retiring;
    private ChannelHandlerContext channel;

    /** Refuses the request of which the head has arrived and the body has not; null where there is none. */
    private Consumer<HttpResponseStatus> refuse;

    private boolean decoded;
    private int unanswered;
    private boolean paused;
    private boolean bodyBroken;
    private boolean closing;

    CallerConnection(ConnectionBase connection, Duration deliver, Duration rest, BooleanSupplier retiring) {
        this.connection = connection;
        this.limit = new TimeLimit(deliver, rest);
        this.retiring = retiring;
    }

    /** What arrives is no longer looked at; requests that are queued are not for us to judge either. */
    public boolean isClosing() {
        return closing;
    }

    /** The answer that is due now is to be the last: the server drains, and nothing else was asked yet. */
    public boolean isRetiring() {
        return retiring.getAsBoolean() && unanswered <= 1;
    }

    boolean isOverdue(long now) {
        return limit.isOver(now);
    }

    /**
     * The head is complete; the body may still be on its way.
     *
     * @param otherwise answers the request if it does not: 400 for a body that is none, 408 for one that is late
     */
    public void headArrived(Consumer<HttpResponseStatus> otherwise) {
        refuse = otherwise;
        limit.requestBegins();
        if (bodyBroken) {
            refuse.accept(HttpResponseStatus.BAD_REQUEST);
        }
    }

    public void bodyArrived() {
        limit.requestArrived();
        refuse = null;
    }

    /** The answer is on its way to the caller. */
    public void answered() {
        limit.answered(unanswered == 0);
        refuse = null;
    }

    void cutIfOverdue() {
        if (!isOverdue(System.nanoTime())) {
            return;
        }
        if (refuse == null || closing) {
            // not through Vert.x, which would first wait for the caller to read all answers
            channel.close();
        } else {
            refuse.accept(HttpResponseStatus.REQUEST_TIMEOUT);
        }
    }

    /** Before the last answer: what the caller sent behind it must not be taken for requests. */
    public void ignoreWhatFollows() {
        closing = true;
    }

    /** After the last answer. A reset on unread bytes could take the answer with it, so the caller closes first. */
    public void closeGently() {
        if (connection.isSsl() || !(connection.channel() instanceof DuplexChannel duplex)) {
            connection.close();
            return;
        }
        // it may have been paused for the body that was refused
        duplex.config().setAutoRead(true);
        duplex.shutdownOutput();
        duplex.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
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
            bodyBroken = true;
            if (refuse != null) {
                refuse.accept(HttpResponseStatus.BAD_REQUEST);
            }
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Bytes that make no message yet are the first ones of a request. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!decoded) {
            limit.requestBegins();
        }
        decoded = false;
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (interim || !(message instanceof LastHttpContent)) {
            context.write(message, promise);
            return;
        }
        ChannelPromise written = promise.unvoid();
        written.addListener(done -> {
            unanswered--;
            if (unanswered == 0) {
                limit.taken();
            }
            pauseOrResume();
        });
        context.write(message, written);
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
