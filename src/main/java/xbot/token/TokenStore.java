package xbot.token;

/** What the token route does with a cache. */
interface TokenStore {

    /** Null where there is none. */
    Token get(String tokenKey);

    void put(String tokenKey, Token token);

    /** Whether this token is the first; if not, another pod's is there. */
    boolean putIfAbsent(String tokenKey, Token token);
}
