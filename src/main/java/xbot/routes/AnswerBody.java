package xbot.routes;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of one answer in memory, in time and up to a size. Vert.x's own has no limit, and its time-out begins anew with
 * each byte. What comes later is read and dropped.
 */
final class AnswerBody implements BodyCodec<Buffer>, BodyStream<Buffer> {

    private final long begin = System.nanoTime();
    private final long timeoutMillis;
    private final long maxBytes;
    private final Buffer received = Buffer.buffer();
    private final Promise<Buffer> result = Promise.promise();

    /** Of the last bytes: told when more come, or none are wanted. */
    private Handler<AsyncResult<Void>> taken = done -> {};

    /** @param timeoutMillis for the whole call, from now on; 0: no limit, as for Vert.x */
    AnswerBody(long timeoutMillis, long maxBytes) {
        this.timeoutMillis = timeoutMillis;
        this.maxBytes = maxBytes;
    }

    @Override
    public void create(Handler<AsyncResult<BodyStream<Buffer>>> handler) {
        if (timeoutMillis > 0) {
            Vertx vertx = Vertx.currentContext().owner();
            long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            long timer = vertx.setTimer(Math.max(1, left), late -> handle(new TimeoutException()));
            result.future().onComplete(done -> vertx.cancelTimer(timer));
        }
        handler.handle(Future.succeededFuture(this));
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        taken.handle(Future.succeededFuture());
        taken = handler;
        if (received.length() + data.length() > maxBytes) {
            handle(new IOException("the answer is larger than xbot.routes.max-answer-size"));
        } else {
            received.appendBuffer(data);
        }
    }

    @Override
    public Future<Void> write(Buffer data) {
        Promise<Void> written = Promise.promise();
        write(data, written);
        return written.future();
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        result.tryComplete(received.length() == 0 ? null : received);
        handler.handle(Future.succeededFuture());
    }

    @Override
    public void handle(Throwable failure) {
        if (result.tryFail(failure)) {
            taken.handle(Future.failedFuture(failure));
        }
    }

    @Override
    public Future<Buffer> result() {
        return result.future();
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        return this;
    }
}
