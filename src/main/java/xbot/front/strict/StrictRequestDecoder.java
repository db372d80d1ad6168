package xbot.front.strict;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests where Netty's decoder takes more than RFC 9112 3 and 7.1 have: it splits the request line at any blanks,
 * a bare CR among them, takes any version, and ends a chunk size at a blank, whatever follows. Whoever stands before us
 * may read such a request in another way.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private static final Pattern SIZE_LINE =
            Pattern.compile("0*([0-9a-f]{1,8})[ \\t]*(;.*)?\\r", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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

    /** Netty takes any version, and some in two spellings; Vert.x would answer in the one of the request. */
    @Override
    protected HttpMessage createMessage(String[] firstLine) {
        if (!firstLine[2].equals("HTTP/1.1") && !firstLine[2].equals("HTTP/1.0")) {
            throw new IllegalArgumentException("unknown version of HTTP");
        }
        return super.createMessage(firstLine);
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
        if (end < 0 || end == start || in.getByte(start) == '\r') {
            return true;
        }
        Matcher size = SIZE_LINE.matcher(in.toString(start, end - start, StandardCharsets.ISO_8859_1));
        if (!size.matches()) {
            return false;
        }
        unread = Long.parseLong(size.group(1), 16);
        sizesFollow = unread > 0;
        return true;
    }
}
