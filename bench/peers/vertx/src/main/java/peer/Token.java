package peer;

record Token(String conversationId, String value, long receivedNanos, int lifetime) {

    int secondsLeft() {
        return lifetime - (int) ((System.nanoTime() - receivedNanos) / 1_000_000_000L);
    }
}
