package xbot.simulator;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The conversations that were started, of which the least recently used are forgotten. */
final class Conversations {

    private static final int MAX_CONVERSATIONS = 10_000;
    private static final int ID_LENGTH = 22;
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Conversation> started = new LinkedHashMap<>(16, 0.75f, true);

    /** Looks like {@code 3kgMqNT6Etr3EwIoX2CzzK-as}: the end names the region. */
    String newId() {
        var id = new StringBuilder();
        random.ints(ID_LENGTH, 0, ID_ALPHABET.length()).forEach(i -> id.append(ID_ALPHABET.charAt(i)));
        return id.append("-as").toString();
    }

    synchronized Optional<Conversation> find(String id) {
        return Optional.ofNullable(started.get(id));
    }

    /** The conversation, for which the token must be. */
    Conversation find(String id, Token token) {
        var conversation = find(id).orElseThrow(DirectLineError::unknownConversation);
        if (!token.isFor(conversation)) {
            throw DirectLineError.invalidTokenOrSecret();
        }
        return conversation;
    }

    synchronized void start(String id, String site) {
        started.computeIfAbsent(id, unknown -> new Conversation(id, site));
        if (started.size() > MAX_CONVERSATIONS) {
            started.remove(started.keySet().iterator().next());
        }
    }
}
