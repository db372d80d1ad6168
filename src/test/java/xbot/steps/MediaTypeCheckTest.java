package xbot.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.contract.Code;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;

class MediaTypeCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=UTF-8",
                "application/json ; Charset=\"Utf-8\"",
                "application/json; charset=utf8",
                "application/json;charset=\"UTF8\"",
                "application/json; charset=utf_8 ;",
                "application/json;"
            })
    void takesJsonInUtf8(String contentType) throws Exception {
        MediaTypeCheck.check(contentType, null);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ";",
                "text/plain",
                "application/json2",
                "application/problem+json",
                "application/*",
                "application/json, application/json",
                "application/json;charset=utf-16",
                "application/json;charset=iso-8859-1",
                "application/json;charset=",
                "application/json;charset=utf-8;charset=utf-16",
                "application/json;charset=utf-16;charset=utf-8",
                "application/json;charset=\"utf-8",
                "application/json;charset=utf-88",
                "application/json;version=1",
                "application/json;charset='utf-8'",
                "application/json charset=utf-8",
                "multipart/form-data"
            })
    void refusesAnyOtherMediaType(String contentType) {
        assertThat(refusal(contentType, null).code()).isEqualTo(Code.UNSUPPORTED_MEDIA_TYPE.name());
    }

    @ParameterizedTest
    @CsvSource({
        "identity, true",
        "IDENTITY, true",
        "gzip, false",
        "deflate, false",
        "br, false",
        "'identity, gzip', false",
        "'', false"
    })
    void takesOnlyAnUncompressedBody(String contentEncoding, boolean taken) throws Exception {
        if (taken) {
            MediaTypeCheck.check("application/json", contentEncoding);
        } else {
            assertThat(refusal("application/json", contentEncoding).code())
                    .isEqualTo(Code.UNSUPPORTED_MEDIA_TYPE.name());
        }
    }

    @Test
    void refusesARepeatedContentType() {
        assertThat(refusal(List.of("application/json", "application/json"), null))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("the header Content-Type is repeated");
    }

    private static Refusal refusal(Object contentType, Object contentEncoding) {
        return catchThrowableOfType(Refusal.class, () -> MediaTypeCheck.check(contentType, contentEncoding));
    }
}
