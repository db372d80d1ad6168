package xbot.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import xbot.contract.InvalidRequest;
import xbot.contract.InvalidRequest.Finding;
import xbot.text.SchemaCompiler;
import xbot.text.SchemaPattern;

/**
 * The limits of a request body: a JSON Schema of draft 2020-12 that lies beside the routes, in {@code ID.schema.json}
 * for the route ID. It is compiled once and safe for use by many threads.
 */
public final class BodySchema {

    private static final int MAX_FINDINGS = 50;
    private static final String SUFFIX = ".schema.json";

    private final JsonNode document;
    private final JsonSchema schema;
    private final FindingWriter findings;

    private BodySchema(JsonNode document) {
        this.document = document;
        this.schema = SchemaCompiler.compile(document);
        this.findings = new FindingWriter(document);
    }

    /** @throws IllegalArgumentException if that is not a schema of draft 2020-12 */
    public static BodySchema parse(byte[] json) {
        return new BodySchema(SchemaCompiler.read(json));
    }

    /** The one of the route by which the exchange entered, of the route set that it runs in. */
    public static BodySchema of(Exchange exchange) {
        String file = exchange.getFromRouteId() + SUFFIX;
        BodySchema schema = exchange.getContext().getRegistry().lookupByNameAndType(file, BodySchema.class);
        if (schema == null) {
            throw new IllegalStateException("the route set has no " + file);
        }
        return schema;
    }

    public JsonNode document() {
        return document;
    }

    /** All that is wrong with a body, up to fifty findings, none of which holds a word of it. */
    public List<Finding> check(JsonNode body) {
        Set<Finding> found = new LinkedHashSet<>();
        try {
            Iterator<ValidationMessage> violations = schema.validate(body).iterator();
            while (violations.hasNext() && found.size() < MAX_FINDINGS) {
                found.add(findings.write(violations.next()));
            }
        } catch (SchemaPattern.TooCostly | StackOverflowError e) {
            found.add(new Finding("", "is too costly to check"));
        }
        return List.copyOf(found);
    }

    /** @throws InvalidRequest with the findings, unless there are none */
    public static void refuseIfAny(List<Finding> findings) throws InvalidRequest {
        if (!findings.isEmpty()) {
            throw new InvalidRequest("the body is not what the schema asks for", findings);
        }
    }
}
