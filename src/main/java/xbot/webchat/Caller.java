package xbot.webchat;

/** The partner that a request comes from, as far as its users' ids need it. */
public record Caller(String partnerId, String userIdPrefix) {}
