package xbot.webchat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bodies to try, and the schema that the routes come with. */
public final class Bodies {

    public static final String SAMPLE = """
            {"userInfo": {"id": "nguyenvana", "name": "Nguyen Van A", "email": "nguyenvana@gmai.com",
              "phone": "84988883434", "address": "z06, Tân Thuận Đông, Quận 7, Tp HCM",
              "avatarUrl": "https://cdn.britannica.com/mendel/eb-logo/MendelNewThistleLogo.png", "extData": {}}}""";

    private Bodies() {}

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A valid user with one more member, which is given as JSON. */
    public static String userWith(String name, String json) {
        return "{\"userInfo\":{\"id\":\"nguyenvana\",\"%s\":%s}}".formatted(name, json);
    }

    /** A valid user in whose extData lies the given JSON. */
    public static String extData(String json) {
        return userWith("extData", "{\"x\":" + json + "}");
    }

    public static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    static ObjectNode user(String member, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("userInfo").put("id", "nguyenvana").put(member, text);
        return body;
    }

    static byte[] schemaFile() {
        try {
            return Files.readAllBytes(Path.of("routes/webchat-init.schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InitRequestSchema schema() {
        return InitRequestSchema.parse(schemaFile());
    }
}
