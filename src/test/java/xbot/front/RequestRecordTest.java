package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRecordTest {

    private final RequestRecord request = new RequestRecord("id", "203.0.113.7", null);
    private final AtomicInteger closed = new AtomicInteger();

    @BeforeEach
    void open() {
        request.onClose(closed::incrementAndGet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", ".", "_", "-", "4bf92f3577b34da6a3ce929d0e0e4736", "a.b_c-d"})
    void takesAnIdOfLettersDigitsDotsAndDashes(String id) {
        assertThat(RequestRecord.isRequestId(id)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a b", "a\n", "a/b", "a:b", "é", "\u0661", "a,b", "{a}"})
    void takesNoOther(String id) {
        assertThat(RequestRecord.isRequestId(id)).isFalse();
    }

    @Test
    void takesSixtyFourCharactersAndNoMore() {
        assertThat(RequestRecord.isRequestId("x".repeat(64))).isTrue();
        assertThat(RequestRecord.isRequestId("x".repeat(65))).isFalse();
    }

    @Test
    void makesIdsThatItWouldTakeAndThatDiffer() {
        Set<String> ids = new HashSet<>(IntStream.range(0, 1000)
                .mapToObj(i -> RequestRecord.newRequestId())
                .toList());

        assertThat(ids).hasSize(1000).allMatch(RequestRecord::isRequestId).allMatch(id -> id.length() == 32);
    }

    @Test
    void isClosedOnceWhenItIsAnswered() {
        request.end();
        request.end();

        assertThat(closed).hasValue(1);
    }

    @Test
    void staysOpenWhileARouteHasIt() {
        request.enterRoute();
        request.end();

        assertThat(closed).hasValue(0);

        request.leaveRoute();
        assertThat(closed).hasValue(1);
    }

    @Test
    void staysOpenUntilTheAnswerOfItsRouteIsOut() {
        request.enterRoute();
        request.leaveRoute();

        assertThat(closed).hasValue(0);

        request.end();
        assertThat(closed).hasValue(1);
    }
}
