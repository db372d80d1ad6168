package xbot.contract;

import java.util.List;
import java.util.Map;

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
        super(Code.INVALID_REQUEST, message, Map.of(), null);
        this.findings = List.copyOf(findings);
    }

    /** All findings of the validation; empty where the request could not be read that far. */
    @Override
    public List<Finding> findings() {
        return findings;
    }
}
