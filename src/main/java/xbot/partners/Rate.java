package xbot.partners;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/** So many requests per so much time. */
public record Rate(long requests, Duration per) {

    /** All of them may come at once; then they come back evenly. */
    public Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(requests)
                .refillGreedy(requests, per)
                .build();
    }
}
