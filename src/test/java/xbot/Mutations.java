package xbot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What becomes of a valid document by a few slips: octets turned, put in, left out, repeated, swapped for a rest. */
public final class Mutations {

    private static final int MAX_SLIPS = 6;
    private static final int MAX_SLICE = 40;
    private static final int MAX_REPEATS = 300;

    private enum Slip {
        TURN_BITS,
        INSERT,
        DELETE,
        REPEAT,
        MOVE,
        CUT
    }

    private record Change(Slip slip, double at, int length, int repeats, String text) {

        byte[] of(byte[] document) {
            int from = (int) (at * document.length);
            int to = Math.min(document.length, from + length);
            byte[] slice = Arrays.copyOfRange(document, from, to);
            byte[] head = Arrays.copyOf(document, from);
            byte[] tail = Arrays.copyOfRange(document, to, document.length);
            return switch (slip) {
                case TURN_BITS -> join(head, turned(slice), tail);
                case INSERT -> join(head, text.getBytes(StandardCharsets.UTF_8), slice, tail);
                case DELETE -> join(head, tail);
                case REPEAT -> join(head, repeated(slice), tail);
                case MOVE -> join(head, tail, slice);
                case CUT -> head;
            };
        }

        private byte[] turned(byte[] slice) {
            for (int i = 0; i < slice.length; i += 8) {
                slice[i] ^= (byte) repeats;
            }
            return slice;
        }

        private byte[] repeated(byte[] slice) {
            byte[] all = new byte[slice.length * repeats];
            for (int i = 0; i < all.length; i++) {
                all[i] = slice[i % slice.length];
            }
            return all;
        }
    }

    private Mutations() {}

    /** Of one of these. */
    public static Arbitrary<byte[]> of(String... documents) {
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.of(Slip.class),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, MAX_SLICE),
                        Arbitraries.integers().between(1, MAX_REPEATS),
                        Arbitraries.oneOf(
                                Arbitraries.strings().ofMaxLength(4),
                                Arbitraries.strings()
                                        .withChars("{}[]\",:\\&*!|>-#'%@`.+eE0 \n\t")
                                        .ofMaxLength(6)))
                .as(Change::new);
        return Combinators.combine(
                        Arbitraries.of(documents), change.list().ofMinSize(1).ofMaxSize(MAX_SLIPS))
                .as((document, changes) -> {
                    byte[] mutated = document.getBytes(StandardCharsets.UTF_8);
                    for (Change next : changes) {
                        mutated = next.of(mutated);
                    }
                    return mutated;
                });
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
