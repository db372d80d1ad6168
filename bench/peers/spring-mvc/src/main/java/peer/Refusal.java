package peer;

final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    final int status;
    final String code;
    final String pointer;

    Refusal(int status, String code, String message) {
        this(status, code, message, null);
    }

    Refusal(int status, String code, String message, String pointer) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.pointer = pointer;
    }

    static Refusal invalid(String member, String message) {
        return new Refusal(400, "INVALID_REQUEST", message, "/userInfo/" + member);
    }
}
