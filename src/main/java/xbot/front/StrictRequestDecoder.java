package xbot.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Reads requests where Netty's decoder is too kind: it splits the request line at any blanks, a bare CR among them, and
 * reads a chunk size up to the first character that is no digit (RFC 9112 3 and 7.1). Whoever stands before us may read
 * such a request in another way.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private int wordEnd;
    private boolean sizesFollow;
    private long unread;
    private boolean broken;

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        if (start != 0) {
            throw new IllegalArgumentException("blanks before the request line");
        }
        wordEnd = length;
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireOneSpaceBefore(line, start);
        wordEnd = start + length;
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        if (length > 0) {
            requireOneSpaceBefore(line, start);
        }
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private void requireOneSpaceBefore(byte[] line, int start) {
        if (start != wordEnd + 1 || line[wordEnd] != ' ') {
            throw new IllegalArgumentException("more or other than a space between two words of the request line");
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (sizesFollow && unread == 0 && !readSize(in)) {
            broken = true;
            in.skipBytes(in.readableBytes());
            HttpContent chunk = new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
            chunk.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no chunk size")));
            out.add(chunk);
            return;
        }
        int known = out.size();
        super.decode(context, in, out);
        for (int i = known; i < out.size(); i++) {
            follow(out.get(i));
        }
    }

    private void follow(Object message) {
        if (message instanceof HttpRequest request) {
            sizesFollow = request.decoderResult().isSuccess() && HttpUtil.isTransferEncodingChunked(request);
            unread = 0;
        } else if (message instanceof LastHttpContent) {
            sizesFollow = false;
        } else if (message instanceof HttpContent content) {
            unread -= content.content().readableBytes();
        }
    }

    /** False where a line is there that has no chunk size; a line end may still belong to the chunk before. */
    private boolean readSize(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.indexOf(start, in.writerIndex(), (byte) '\n');
        if (end < 0 || in.getByte(start) == '\r' || end == start) {
            return true;
        }
        int at = start;
        long size = 0;
        for (int digit = digit(in, at); digit >= 0 && size <= Integer.MAX_VALUE; digit = digit(in, ++at)) {
            size = size << 4 | digit;
        }
        boolean digits = at > start;
        while (isBlank(in.getByte(at))) {
            at++;
        }
        unread = size;
        sizesFollow = size > 0;
        return digits && (in.getByte(at) == ';' || in.getByte(at) == '\r' && at + 1 == end);
    }

    private static int digit(ByteBuf in, int at) {
        return Character.digit(in.getByte(at), 16);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
