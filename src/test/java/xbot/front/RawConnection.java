package xbot.front;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A socket that says anything and understands answers of HTTP/1. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    /** @param headers by name in lower case */
    record Answer(String version, int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.size() > 1
                    ? values.toString()
                    : values.stream().findFirst().orElse(null);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private boolean ended;

    RawConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each char is one byte. */
    RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next final answer, null where the connection ends without one. */
    Answer read() {
        Answer answer = readAny();
        return answer != null && answer.status() / 100 == 1 ? read() : answer;
    }

    /** The next answer, interim ones too. */
    Answer readAny() {
        String line = readLine();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", 3);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
        try {
            byte[] body = in.readNBytes(length);
            return new Answer(parts[0], Integer.parseInt(parts[1]), headers, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null at the end of the connection. */
    private String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = readByte(); c >= 0; c = readByte()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).strip();
            }
            line.write(c);
        }
        return null;
    }

    private int readByte() {
        try {
            return in.read();
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the other end to close; fails when it sends more or stays. */
    boolean isClosed() {
        return readByte() < 0;
    }

    boolean hasAnswer() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a byte, unless the other end has answered or closed; false where it has. */
    boolean dribble() {
        if (ended || hasAnswer()) {
            return false;
        }
        try {
            socket.getOutputStream().write('a');
            return true;
        } catch (IOException e) {
            ended = true;
            return false;
        }
    }

    /** So that the other end sees a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
