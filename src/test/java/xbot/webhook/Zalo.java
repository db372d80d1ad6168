package xbot.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A sender of events as Zalo is one, with the settings of a partner for it. */
public final class Zalo {

    public static final String APP_ID = "2553928453557884079";

    private Zalo() {}

    /** What stands in the partners file. */
    public static String settings(String partner) {
        return "    zalo: {app-id: \"" + APP_ID + "\", secret: zalo-secret-" + partner + "}\n    bot: {app-id: bot-"
                + partner + "}\n";
    }

    public static String path(String partner) {
        return "/webhook/xpbot/api/zalo/push?param.header.xp-api-key=test-partner-key-" + partner;
    }

    public static String event(String message, long timestamp) {
        return "{\"event_name\": \"user_send_text\",  \"message\": {\"msg_id\": \"" + message
                + "\", \"text\": \"Chào\"}, \"big\": 12345678901234567890, \"timestamp\": \"" + timestamp + "\"}";
    }

    public static String signature(String appId, String body, String timestamp, String secret) {
        try {
            return "mac="
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest((appId + body + timestamp + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
