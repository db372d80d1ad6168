package xbot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {

    @Test
    void writesASuccessInTheOrderOfTheContract() {
        assertThat(text(EnvelopeWriter.success("c-as", "X.ngữ", "t", 3600)))
                .isEqualTo("{\"status\":0,\"data\":{\"conversationId\":\"c-as\",\"userId\":\"X.ngữ\",\"token\":\"t\","
                        + "\"expiresIn\":3600}}");
    }

    @Test
    void writesAFailureWithoutErrorsWhenThereAreNone() {
        assertThat(text(EnvelopeWriter.failure(Refusal.of(Code.INVALID_KEY, "no"), "r1")))
                .isEqualTo("{\"status\":1,\"code\":\"INVALID_KEY\",\"message\":\"no\",\"requestId\":\"r1\"}");
    }

    @Test
    void writesEachFindingOfAnInvalidRequest() {
        List<InvalidRequest.Finding> findings = List.of(new InvalidRequest.Finding("/userInfo/id", "is required"));

        assertThat(text(EnvelopeWriter.failure(new InvalidRequest("no", findings), "r1")))
                .endsWith(",\"errors\":[{\"pointer\":\"/userInfo/id\",\"message\":\"is required\"}]}");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
