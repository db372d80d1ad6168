import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Arrays;
import java.util.stream.Collectors;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/**
 * {@code PORT CERTIFICATE KEY SECRET=SITE…}: the simulator as a process that other machines reach by TLS, as they reach
 * Direct Line.
 */
public final class SimulatorServer {

    private SimulatorServer() {}

    public static void main(String[] arguments) {
        var sites = Arrays.stream(arguments)
                .skip(3)
                .map(site -> site.split("=", 2))
                .collect(Collectors.toMap(site -> site[0], site -> site[1]));
        var simulator = DirectLineSimulator.start(Settings.of(sites));
        var vertx = Vertx.vertx();
        var client = vertx.createNetClient();
        vertx.createNetServer(new NetServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(arguments[1])
                                .setKeyPath(arguments[2])))
                .connectHandler(
                        caller -> join(caller, client, simulator.baseUri().getPort()))
                .listen(Integer.parseInt(arguments[0]), "0.0.0.0")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        System.out.println("Direct Line serves on port " + arguments[0]);
    }

    private static void join(NetSocket caller, NetClient client, int port) {
        caller.pause();
        client.connect(port, "127.0.0.1").onFailure(failure -> caller.close()).onSuccess(server -> {
            caller.handler((Buffer bytes) -> server.write(bytes)).closeHandler(closed -> server.close());
            server.handler((Buffer bytes) -> caller.write(bytes)).closeHandler(closed -> caller.close());
            caller.resume();
        });
    }
}
