package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ServedRequestTest {

    private final AtomicInteger closed = new AtomicInteger();
    private final ServedRequest request = new ServedRequest(gone(), null, done -> closed.incrementAndGet());

    /** A request without headers, of a caller whose address is no longer known. */
    private static HttpServerRequest gone() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                ServedRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", ".", "_", "-", "4bf92f3577b34da6a3ce929d0e0e4736", "a.b_c-d"})
    void takesAnIdOfLettersDigitsDotsAndDashes(String id) {
        assertThat(ServedRequest.isRequestId(id)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a b", "a\n", "a/b", "a:b", "é", "\u0661", "a,b", "{a}"})
    void takesNoOther(String id) {
        assertThat(ServedRequest.isRequestId(id)).isFalse();
    }

    @Test
    void takesSixtyFourCharactersAndNoMore() {
        assertThat(ServedRequest.isRequestId("x".repeat(64))).isTrue();
        assertThat(ServedRequest.isRequestId("x".repeat(65))).isFalse();
    }

    @Test
    void makesIdsThatItWouldTakeAndThatDiffer() {
        Set<String> ids = new HashSet<>(IntStream.range(0, 1000)
                .mapToObj(i -> ServedRequest.newRequestId())
                .toList());

        assertThat(ids).hasSize(1000).allMatch(ServedRequest::isRequestId).allMatch(id -> id.length() == 32);
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
