package xbot.simulator;

import java.time.Instant;

/**
 * What a token says.
 *
 * @param user null unless it was bound to one
 */
record Token(String text, String site, String conversationId, String user, Instant expires) {

    boolean isFor(Conversation conversation) {
        return conversationId.equals(conversation.id()) && site.equals(conversation.site());
    }
}
