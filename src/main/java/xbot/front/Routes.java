package xbot.front;

/** The routes that serve right now. */
public interface Routes {

    /** Counts a request in, so that its routes stay until {@link Visit#leave()}; null while none serve. */
    Visit enter();

    /** One request at one set of routes. */
    interface Visit {

        RouteTable routes();

        void leave();
    }
}
