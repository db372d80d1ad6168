package xbot.access;

import java.time.Duration;

/** So many requests per so much time. */
public record Rate(long requests, Duration per) {}
