package xbot.tools.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.core.type.MethodMetadata;

/**
 * Makes the beans of the steps new for each case, as breakers, rates, caches and partners outlive a route set in the
 * pod and must not outlive a case here.
 */
final class CaseScope implements Scope, BeanFactoryPostProcessor {

    private static final String NAME = "case";
    private static final List<String> PACKAGES = List.of("xbot.access.", "xbot.token.", "xbot.webchat.");

    /** Threads may be shared, and caches be emptied: both take long to make. */
    private static final List<String> SHARED = List.of("upstreamVertx", "tokenCaches");

    private final Map<String, Object> beans = new ConcurrentHashMap<>();
    private final List<Runnable> destructions = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        factory.registerScope(NAME, this);
        for (String name : factory.getBeanDefinitionNames()) {
            if (factory.getBeanDefinition(name) instanceof AnnotatedBeanDefinition bean
                    && !SHARED.contains(name)
                    && isOfAStep(bean.getFactoryMethodMetadata())) {
                bean.setScope(NAME);
            }
        }
    }

    private static boolean isOfAStep(MethodMetadata method) {
        return method != null && PACKAGES.stream().anyMatch(method.getDeclaringClassName()::startsWith);
    }

    void end() {
        beans.clear();
        List<Runnable> last = new ArrayList<>(destructions);
        destructions.clear();
        Collections.reverse(last);
        last.forEach(Runnable::run);
    }

    @Override
    public Object get(String name, ObjectFactory<?> factory) {
        Object known = beans.get(name);
        if (known == null) {
            // not computeIfAbsent: making a bean asks for others
            known = factory.getObject();
            beans.put(name, known);
        }
        return known;
    }

    @Override
    public Object remove(String name) {
        return beans.remove(name);
    }

    @Override
    public void registerDestructionCallback(String name, Runnable callback) {
        destructions.add(callback);
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
