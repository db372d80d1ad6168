package xbot.contract;

import java.util.List;

/** The request is malformed or its body is not what the schema asks for. */
public final class InvalidRequest extends Refusal {

    /**
     * One thing that is wrong with the body.
     *
     * @param pointer where, as a JSON Pointer (RFC 6901)
     * @param message what, without the value
     */
    public record Finding(String pointer, String message) {}

    private final transient List<Finding> findings;

    public InvalidRequest(String message) {
        this(message, List.of());
    }

    public InvalidRequest(String message, List<Finding> findings) {
        super(message);
        this.findings = List.copyOf(findings);
    }

    /** All findings of the validation; empty where the request could not be read that far. */
    public List<Finding> findings() {
        return findings;
    }
}
