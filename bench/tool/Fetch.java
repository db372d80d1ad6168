import java.io.IOException;

/** Prints the body of the answer to the init request of user 0. */
final class Fetch {

    private Fetch() {}

    /** Argument: port. */
    public static void main(String[] args) throws IOException {
        try (Connection connection = new Connection(Integer.parseInt(args[0]))) {
            System.out.print(connection.send(Request.of(0, 1).bytes()).body());
        }
    }
}
