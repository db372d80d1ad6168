package xbot.webhook;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import xbot.token.directline.DirectLineClient;
import xbot.token.directline.UpstreamFailure;

/**
 * Gets documents by the way that calls to Direct Line take, with the forward proxy and its credentials, which Nimbus' own
 * retriever cannot send. The thread of the caller waits.
 */
record WayOut(DirectLineClient client) implements ResourceRetriever {

    /** Two documents take less than the deadline of {@link BotToken}. */
    private static final Duration DEADLINE = Duration.ofMillis(1_900);

    private static final int MAX_BYTES = 512 * 1024;

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        try {
            DirectLineClient.Answer answer = client.get(url.toString(), MAX_BYTES, deadline)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            if (answer.status() != 200 || answer.body() == null) {
                throw new IOException(url.getPath() + " is answered " + answer.status());
            }
            return new Resource(new String(answer.body(), StandardCharsets.UTF_8), null);
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            // what it says is for callers of Direct Line
            String why = cause instanceof UpstreamFailure ? "its answer is late or too large" : cause.toString();
            throw new IOException(url.getPath() + ": " + why, e);
        }
    }
}
