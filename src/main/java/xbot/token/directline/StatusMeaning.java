package xbot.token.directline;

/**
 * Of what the status of an answer speaks: the one table, also of statuses that proxies invent. A conversation is given
 * up only where Direct Line itself says that its token is dead. docs/routes.md shows this table.
 */
enum StatusMeaning {

    /** The answer may be a token. */
    TOKEN(null, null),

    /** The secret or the token is not accepted. */
    CREDENTIAL(Outcome.SECRET_REFUSED, Outcome.TOKEN_REFUSED),

    /** The call is wrong, or there is no such conversation. */
    CONVERSATION(Outcome.CALL_REFUSED, Outcome.TOKEN_REFUSED),

    /** The call is wrong, whoever judged it. */
    CALL(Outcome.CALL_REFUSED, Outcome.CALL_REFUSED),

    /** The call was not acted on; it is for another connection. */
    CONNECTION(Outcome.CONNECTION, Outcome.CONNECTION),

    /** We call too often. */
    LOAD(Outcome.THROTTLED, Outcome.THROTTLED),

    /** A proxy wants to know who we are. */
    PROXY(Outcome.PROXY, Outcome.PROXY),

    /** Direct Line fails, or a proxy cannot reach it. */
    DOWN(Outcome.DOWN, Outcome.DOWN),

    /** Nothing that this API answers: a redirect, another success, no status at all. */
    NONSENSE(Outcome.INVALID, Outcome.INVALID);

    final Outcome onGenerate;
    final Outcome onRefresh;

    StatusMeaning(Outcome onGenerate, Outcome onRefresh) {
        this.onGenerate = onGenerate;
        this.onRefresh = onRefresh;
    }

    /** @param contentType null where the answer has none; Direct Line's refusals are JSON or empty, a proxy's are pages */
    static StatusMeaning of(int status, String contentType) {
        StatusMeaning meaning = of(status);
        boolean isPage = contentType != null && contentType.startsWith("text/html");
        return isPage && (meaning == CREDENTIAL || meaning == CONVERSATION) ? CALL : meaning;
    }

    private static StatusMeaning of(int status) {
        return switch (status) {
            case 200 -> TOKEN;
            case 401, 403 -> CREDENTIAL;
            case 400, 404, 410 -> CONVERSATION;
            // 444, 460, 499: of nginx and of balancers, for a connection that ended early
            case 408, 421, 425, 444, 460, 499 -> CONNECTION;
            case 429 -> LOAD;
            case 407, 511 -> PROXY;
            default -> status / 100 == 4 ? CALL : status / 100 == 5 ? DOWN : NONSENSE;
        };
    }
}
