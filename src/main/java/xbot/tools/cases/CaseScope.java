package xbot.tools.cases;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;

/** Beans that live for one case. As singletons that are destroyed they would make Spring search by type anew each time. */
final class CaseScope implements Scope {

    static final String NAME = "case";

    private final Map<String, Object> beans = new ConcurrentHashMap<>();
    private final Map<String, Runnable> endings = new ConcurrentHashMap<>();

    @Override
    public Object get(String name, ObjectFactory<?> factory) {
        Object bean = beans.get(name);
        if (bean == null) {
            // a bean may need another one, which computeIfAbsent would not allow
            bean = factory.getObject();
            beans.put(name, bean);
        }
        return bean;
    }

    void end() {
        endings.values().forEach(Runnable::run);
        endings.clear();
        beans.clear();
    }

    @Override
    public Object remove(String name) {
        endings.remove(name);
        return beans.remove(name);
    }

    @Override
    public void registerDestructionCallback(String name, Runnable ending) {
        endings.put(name, ending);
    }

    @Override
    public Object resolveContextualObject(String key) {
        return null;
    }

    @Override
    public String getConversationId() {
        return NAME;
    }
}
