package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;
import xbot.tools.Subcommands;

class DiagramCommandTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void drawsEachKindOfStep() {
        assertThat(diagram("src/test/resources/check/diagram")).isZero();
        assertThat(out()).isEqualTo("""
                flowchart TB
                  subgraph route_shop["shop"]
                    route_shop_in(["POST /shop"])
                    route_shop_in --> check_order["check-order"]
                    subgraph choose_way["choice choose-way"]
                      subgraph when_paid["when when-paid"]
                        ship_order["ship-order"]
                      end
                      otherwise_wait["otherwise-wait"]
                    end
                    check_order --> choose_way
                    choose_way --> call_bank(["call-bank"])
                    refund["refund"]
                    call_bank -. IOException, TimeoutException .-> refund
                    call_bank --> only_if_large{{"only-if-large"}}
                    only_if_large --> tell_crm["tell-crm"]
                    tell_crm --> write_cache[("write-cache")]
                  end
                  subgraph route_crm["crm"]
                    end_["end"]
                  end
                  tell_crm -.-> route_crm
                """);
    }

    @Test
    void drawsTheShippedRoutes() {
        assertThat(diagram()).isZero();
        assertThat(out())
                .contains(
                        "limit_rate --> validate_init_request[\"validate-init-request\"]",
                        "get_token --> route_webchat_token",
                        "share_user_profile -.-> route_user_profile",
                        "call_refresh([\"call-refresh\"])");
    }

    @Test
    void agreesWithAFileThatShowsThePicture() throws IOException {
        diagram();
        Path readme = Files.writeString(directory.resolve("README.md"), "# Routes\n```mermaid\n" + out() + "```\n");

        assertThat(diagram("--check", readme.toString())).isZero();
    }

    @Test
    void refusesAFileThatShowsAnotherPicture() throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), "```mermaid\nflowchart TB\n```\n");

        assertThat(diagram("routes", "--check", readme.toString())).isEqualTo(1);
        assertThat(err()).contains("README.md: its ```mermaid block is not the picture of routes");
        assertThat(out()).isEmpty();
    }

    @Test
    void refusesAFileThatShowsNoneOrIsNotThere() throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), "# Routes\n");

        assertThat(diagram("routes", "--check", readme.toString())).isEqualTo(1);
        assertThat(diagram("routes", "--check", directory + "/none.md")).isEqualTo(1);
    }

    @Test
    void refusesRoutesThatCannotBeRead() {
        assertThat(diagram(directory.toString())).isEqualTo(1);
        assertThat(err()).contains("cannot be drawn");
    }

    @Test
    void refusesWrongUsage() {
        assertThat(diagram("--check")).isEqualTo(2);
        assertThat(diagram("a", "b")).isEqualTo(2);
    }

    private int diagram(String... arguments) {
        String[] all = Stream.concat(Stream.of("diagram"), Stream.of(arguments)).toArray(String[]::new);
        return Subcommands.run(XbotRoutes.class, all, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
