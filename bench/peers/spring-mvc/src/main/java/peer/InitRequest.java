package peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The body. Members that it does not name are refused by spring.jackson.deserialization.fail-on-unknown-properties. */
record InitRequest(UserInfo userInfo) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._@+:-]+");
    private static final Pattern ONE_LINE =
            Pattern.compile("[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]*");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+");
    private static final Pattern PHONE = Pattern.compile("\\(?\\+?(?:[ .()-]{0,3}[0-9]){3,20}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>]+");

    record UserInfo(
            String id, String name, String email, String phone, String address, String avatarUrl, JsonNode extData) {}

    void check() {
        if (userInfo == null) {
            throw new Refusal(400, "INVALID_REQUEST", "is required", "/userInfo");
        }
        if (userInfo.id == null) {
            throw Refusal.invalid("id", "is required");
        }
        text("id", userInfo.id, 128, ID);
        optional("name", userInfo.name, 256, ONE_LINE);
        optional("email", userInfo.email, 254, EMAIL);
        optional("phone", userInfo.phone, 32, PHONE);
        optional("address", userInfo.address, 512, ONE_LINE);
        optional("avatarUrl", userInfo.avatarUrl, 2048, URL);
        if (userInfo.extData != null && !userInfo.extData.isNull() && !userInfo.extData.isObject()) {
            throw Refusal.invalid("extData", "must be an object");
        }
    }

    private static void optional(String member, String value, int maxLength, Pattern pattern) {
        if (value != null && !value.isEmpty()) {
            text(member, value, maxLength, pattern);
        }
    }

    private static void text(String member, String value, int maxLength, Pattern pattern) {
        if (value.length() > maxLength || !pattern.matcher(value).matches()) {
            throw Refusal.invalid(member, "is not valid");
        }
    }
}
