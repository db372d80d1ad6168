package xbot.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.webchat.Bodies.userWith;
import static xbot.webchat.Bodies.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.steps.StrictJson;

/** Members that partners' serializers write although there is nothing in them. */
class AbsentMembersTest {

    private static final InitRequestSchema SCHEMA = Bodies.schema();

    @ParameterizedTest
    @ValueSource(strings = {"name", "email", "phone", "address", "avatarUrl", "extData"})
    void takesAnEmptyOptionalMemberForAnAbsentOne(String member) throws Exception {
        assertThat(SCHEMA.check(StrictJson.read(utf8(userWith(member, "null")))))
                .isEmpty();
        assertThat(SCHEMA.check(StrictJson.read(utf8(userWith(member, "\"\"")))))
                .isEmpty();
    }

    /** PHP has one word for an empty list and an empty map. */
    @Test
    void takesAnEmptyListForAnAbsentObject() throws Exception {
        JsonNode userInfo = SCHEMA.read(StrictJson.read(utf8(userWith("extData", "[]"))));

        assertThat(userInfo.has("extData")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"extData, [[]], must be an object", "extData, [1], must be an object", "name, [], must be a string"})
    void refusesAnyOtherList(String member, String list, String message) throws Exception {
        assertThat(SCHEMA.check(StrictJson.read(utf8(userWith(member, list)))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo(message));
    }

    @Test
    void dropsAbsentMembersFromTheRequest() throws Exception {
        String body = "{\"userInfo\":{\"email\":null,\"id\":\"a\",\"name\":\"\",\"extData\":{\"x\":null,\"y\":\"\"}}}";

        JsonNode userInfo = SCHEMA.read(StrictJson.read(utf8(body)));

        assertThat(userInfo).hasToString("{\"id\":\"a\",\"extData\":{\"x\":null,\"y\":\"\"}}");
    }
}
