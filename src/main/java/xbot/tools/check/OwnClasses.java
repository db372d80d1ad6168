package xbot.tools.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The classes of the application, read as files: none is loaded and no context is started. */
final class OwnClasses {

    private static final String ALL = "classpath*:xbot/**/*.class";

    private OwnClasses() {}

    /** The names of its beans: those of its {@code @Bean} methods. */
    static Set<String> beans() {
        MetadataReaderFactory reader = new CachingMetadataReaderFactory();
        Set<String> beans = new TreeSet<>();
        try {
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(ALL)) {
                AnnotationMetadata type = reader.getMetadataReader(resource).getAnnotationMetadata();
                type.getAnnotatedMethods(Bean.class.getName()).forEach(method -> beans.addAll(namesOf(method)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return beans;
    }

    private static Set<String> namesOf(MethodMetadata method) {
        Object given = method.getAnnotationAttributes(Bean.class.getName()).get("name");
        String[] names = (String[]) given;
        return names.length == 0 ? Set.of(method.getMethodName()) : Set.of(names);
    }

    static Set<String> names() {
        try {
            Resource[] resources = new PathMatchingResourcePatternResolver().getResources(ALL);
            return Arrays.stream(resources).map(OwnClasses::name).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Resource resource) {
        String path = resource.toString().replace('\\', '/');
        int start = path.lastIndexOf("/xbot/") + 1;
        return path.substring(start, path.lastIndexOf(".class")).replace('/', '.');
    }
}
