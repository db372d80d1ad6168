package xbot.routes;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code /openapi.yaml} on the management port: what a partner's engineer is told of the API, with the schemas that it
 * refers to beside it. Both are of the route set that serves, so that they say what the traffic port does.
 */
final class ApiDocument {

    // RFC 9512; and what JSON Schema itself asks for
    private static final MediaType YAML = MediaType.valueOf("application/yaml");
    private static final MediaType SCHEMA = MediaType.valueOf("application/schema+json");

    private final RouteSets routeSets;

    ApiDocument(RouteSets routeSets) {
        this.routeSets = routeSets;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/" + RouteFiles.DOCUMENT, request -> answer(RouteFiles.DOCUMENT, YAML))
                .GET("/{schema}.schema.json", request -> answer(request.path().substring(1), SCHEMA))
                .build();
    }

    private ServerResponse answer(String file, MediaType type) {
        RouteSet set = routeSets.serving();
        byte[] content = set == null ? null : set.file(file);
        if (content == null) {
            return ServerResponse.notFound().build();
        }
        return ServerResponse.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }
}
