package peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

@RestController
final class InitController {

    record Success(int status, Data data) {}

    record Data(String conversationId, String userId, String token, int expiresIn) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failure(int status, String code, String message, String requestId, List<Error> errors) {}

    record Error(String pointer, String message) {}

    private final Tokens tokens;

    InitController(Tokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping(
            path = "/partner/xpbot/api/webchat/initForClient",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Success init(@RequestAttribute Partner partner, @RequestBody InitRequest request) {
        request.check();
        String userId = partner.userIdPrefix() + "." + request.userInfo().id();
        Token token = tokens.of(partner, userId, request.userInfo().name());
        return new Success(0, new Data(token.conversationId(), userId, token.value(), token.secondsLeft()));
    }

    @ExceptionHandler
    ResponseEntity<Failure> refused(Refusal refusal, WebRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(refusal.status);
        if (refusal.status == 401) {
            answer.header("WWW-Authenticate", "ApiKey");
        }
        List<Error> errors = refusal.pointer == null ? null : List.of(new Error(refusal.pointer, refusal.getMessage()));
        String requestId = (String) request.getAttribute("requestId", RequestAttributes.SCOPE_REQUEST);
        return answer.contentType(MediaType.APPLICATION_JSON)
                .body(new Failure(1, refusal.code, refusal.getMessage(), requestId, errors));
    }

    @ExceptionHandler
    ResponseEntity<Failure> unreadable(HttpMessageNotReadableException e, WebRequest request) {
        return refused(new Refusal(400, "INVALID_REQUEST", "the body is not valid"), request);
    }
}
