package xbot.webchat;

import xbot.contract.InvalidRequest;

/** The query of an init request, of which one parameter is known. */
final class InitQuery {

    private static final String NEW_CONVERSATION = "newConversation";

    private InitQuery() {}

    /** @param query as sent, null where there is none; parameters that are not known are looked past */
    static boolean newConversation(String query) throws InvalidRequest {
        String found = null;
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            if (parameter.equals(NEW_CONVERSATION) || parameter.startsWith(NEW_CONVERSATION + "=")) {
                if (found != null) {
                    throw new InvalidRequest(NEW_CONVERSATION + " must be given once");
                }
                found = parameter.substring(NEW_CONVERSATION.length());
            }
        }
        if (found == null || found.equals("=false")) {
            return false;
        }
        if (!found.equals("=true")) {
            throw new InvalidRequest(NEW_CONVERSATION + " must be true or false");
        }
        return true;
    }
}
