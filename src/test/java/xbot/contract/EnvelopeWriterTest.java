package xbot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {

    @Test
    void writesASuccessInTheOrderOfTheContract() {
        Envelope envelope = new Envelope.Success(new Envelope.Data("c-as", "X.ngữ", "t", 3600));

        assertThat(json(envelope))
                .isEqualTo("{\"status\":0,\"data\":{\"conversationId\":\"c-as\",\"userId\":\"X.ngữ\",\"token\":\"t\","
                        + "\"expiresIn\":3600}}");
    }

    @Test
    void writesAFailureWithoutErrorsWhenThereAreNone() {
        Envelope envelope = new Envelope.Failure("INVALID_KEY", "no", "r1", List.of());

        assertThat(json(envelope))
                .isEqualTo("{\"status\":1,\"code\":\"INVALID_KEY\",\"message\":\"no\",\"requestId\":\"r1\"}");
    }

    @Test
    void writesEachFindingOfAnInvalidRequest() {
        List<InvalidRequest.Finding> findings = List.of(new InvalidRequest.Finding("/userInfo/id", "is required"));

        assertThat(json(new Envelope.Failure("INVALID_REQUEST", "no", "r1", findings)))
                .endsWith(",\"errors\":[{\"pointer\":\"/userInfo/id\",\"message\":\"is required\"}]}");
    }

    private static String json(Envelope envelope) {
        return new String(EnvelopeWriter.write(envelope), StandardCharsets.UTF_8);
    }
}
