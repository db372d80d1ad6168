package xbot.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands before a server of 127.0.0.1 and delivers what goes each way so much later. */
public final class SlowLink implements AutoCloseable {

    private static final int BUFFER = 16384;

    private final ServerSocket listening;
    private final int target;
    private final long delayMillis;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    public SlowLink(int target, long delayMillis) {
        this.target = target;
        this.delayMillis = delayMillis;
        try {
            listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    /** As in {@code xbot.cache.redis.address}. */
    public String address() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one end is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            run(() -> pass(caller, server));
            run(() -> pass(server, caller));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from) {
            byte[] buffer = new byte[BUFFER];
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                byte[] part = java.util.Arrays.copyOf(buffer, length);
                later.schedule(() -> write(part, to), delayMillis, TimeUnit.MILLISECONDS);
            }
        } finally {
            later.schedule(() -> close(to), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private static void write(byte[] part, Socket to) {
        try {
            to.getOutputStream().write(part);
        } catch (IOException e) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        later.shutdownNow();
    }
}
