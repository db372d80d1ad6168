package peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;

record InitRequest(String id, String name) {

    private static final Set<String> MEMBERS =
            Set.of("id", "name", "email", "phone", "address", "avatarUrl", "extData");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._@+:-]+");
    private static final Pattern ONE_LINE =
            Pattern.compile("[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]*");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+");
    private static final Pattern PHONE = Pattern.compile("\\(?\\+?(?:[ .()-]{0,3}[0-9]){3,20}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>]+");

    static InitRequest read(Buffer body) {
        try {
            JsonObject document = new JsonObject(body);
            if (!(document.getValue("userInfo") instanceof JsonObject userInfo)) {
                throw new Refusal(400, "INVALID_REQUEST", "is required", "/userInfo");
            }
            if (document.size() != 1 || !MEMBERS.containsAll(userInfo.fieldNames())) {
                throw new Refusal(400, "INVALID_REQUEST", "the body has an unknown member");
            }
            return check(userInfo);
        } catch (DecodeException | ClassCastException e) {
            throw new Refusal(400, "INVALID_REQUEST", "the body is not valid");
        }
    }

    private static InitRequest check(JsonObject userInfo) {
        String id = userInfo.getString("id");
        if (id == null) {
            throw Refusal.invalid("id", "is required");
        }
        text("id", id, 128, ID);
        optional(userInfo, "name", 256, ONE_LINE);
        optional(userInfo, "email", 254, EMAIL);
        optional(userInfo, "phone", 32, PHONE);
        optional(userInfo, "address", 512, ONE_LINE);
        optional(userInfo, "avatarUrl", 2048, URL);
        // of another type: ClassCastException
        userInfo.getJsonObject("extData");
        return new InitRequest(id, userInfo.getString("name"));
    }

    private static void optional(JsonObject userInfo, String member, int maxLength, Pattern pattern) {
        Object value = userInfo.getValue(member);
        if (value != null && !"".equals(value)) {
            text(member, (String) value, maxLength, pattern);
        }
    }

    private static void text(String member, String value, int maxLength, Pattern pattern) {
        if (value.length() > maxLength || !pattern.matcher(value).matches()) {
            throw Refusal.invalid(member, "is not valid");
        }
    }
}
