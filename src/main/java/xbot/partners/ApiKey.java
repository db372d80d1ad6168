package xbot.partners;

import java.time.Instant;

/**
 * A gateway key or a partner key on file.
 *
 * @param id its public name, for logs and metrics
 * @param notBefore the first instant it is valid, or null
 * @param notAfter the first instant it is not valid any more, or null
 */
public record ApiKey(String id, KeyHash hash, Instant notBefore, Instant notAfter) {

    boolean isValidAt(Instant now) {
        return (notBefore == null || !now.isBefore(notBefore)) && (notAfter == null || now.isBefore(notAfter));
    }
}
