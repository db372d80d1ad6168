package xbot.front;

import org.apache.camel.Exchange;

/** The routes that serve right now. */
public interface Routes {

    /**
     * Counts a request in, so that its routes stay until {@link Visit#leave()}; null while none serve.
     *
     * @param method of the request, as is its path: they may say which routes are asked
     */
    Visit enter(String method, String path);

    /** One request at one set of routes. */
    interface Visit {

        RouteTable routes();

        /** A route begins to work on it. */
        default void begin(Exchange exchange, Work work) {}

        /**
         * The route is done.
         *
         * @param status of its answer (RFC 9110 15)
         * @return the routes that are to answer it instead, null where this answer stands
         */
        Visit end(Exchange exchange, int status);

        void leave();
    }

    /** What a route is doing for a request. */
    interface Work {

        /** Lets other routes answer, whatever these may still do; they get no further than the step where they are. */
        void moveTo(Visit other);

        /** The route, and the step where it is if that is known. */
        String place();
    }
}
