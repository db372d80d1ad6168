package xbot.token;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;

/** The body of one answer in memory, up to a size; Vert.x's own has no limit. */
final class BoundedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {

    private final int maxSize;
    private final long deadlineNanos;
    private final Buffer received = Buffer.buffer();
    private final Promise<Buffer> result = Promise.promise();
    private Runnable onOverflow = () -> {};
    private Runnable onDone = () -> {};

    BoundedBody(int maxSize, long deadlineNanos) {
        this.maxSize = maxSize;
        this.deadlineNanos = deadlineNanos;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void onOverflow(Runnable stop) {
        onOverflow = stop;
    }

    void onDone(Runnable tidy) {
        onDone = tidy;
    }

    void done() {
        onDone.run();
    }

    @Override
    public void create(Handler<AsyncResult<BodyStream<Buffer>>> handler) {
        handler.handle(Future.succeededFuture(this));
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (received.length() + data.length() > maxSize) {
            onOverflow.run();
        } else {
            received.appendBuffer(data);
        }
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        handler.handle(write(data));
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        result.tryComplete(received.length() == 0 ? null : received);
        if (handler != null) {
            handler.handle(Future.succeededFuture());
        }
    }

    @Override
    public Future<Buffer> result() {
        return result.future();
    }

    @Override
    public void handle(Throwable cause) {
        result.tryFail(cause);
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
