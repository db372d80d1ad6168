package xbot.front;

import io.vertx.ext.web.Router;

/** The routes that serve right now. */
public interface Routes {

    /** Counts a request in, so that its routes stay until {@link Visit#leave()}; null while none serve. */
    Visit enter();

    /** One request's stay at one set of routes. */
    interface Visit {

        Router router();

        void leave();
    }
}
