package xbot.clients;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The requests of a {@code .http} file, as far as IntelliJ IDEA and VS Code agree on what it means. */
final class RequestFile {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([A-Z_]+)}}");

    private RequestFile() {}

    static List<HttpRequest> read(String text, Map<String, String> variables) {
        String filled =
                VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(variables.get(found.group(1))));
        return Stream.of(filled.split("(?m)^###.*\n"))
                .skip(1)
                .map(RequestFile::request)
                .toList();
    }

    private static HttpRequest request(String block) {
        String[] parts = block.split("\n\n", 2);
        String[] head = parts[0].split("\n");
        String[] line = head[0].split(" ");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(line[1]))
                .method(line[0], HttpRequest.BodyPublishers.ofString(parts[1].strip()));
        Stream.of(head).skip(1).map(header -> header.split(": ", 2)).forEach(h -> request.header(h[0], h[1]));
        return request.build();
    }
}
