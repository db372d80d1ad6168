package xbot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package knows which, and what holds in all of them. */
@AnalyzeClasses(packages = "xbot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("xbot");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            SlicesRuleDefinition.slices().matching("xbot.(**)").should().beFreeOfCycles();

    /**
     * All relations between packages, {@code xbot} itself aside: a new one is registered here, or avoided; one that is
     * gone is taken out. One line each, in alphabetic order.
     */
    private static final String RELATIONS = """
            access -> contract
            access -> partners
            access -> shared
            access -> steps
            front -> contract
            front -> front.strict
            front -> trace
            partners -> text
            routes -> contract
            routes -> front
            routes -> steps
            routes -> text
            routes -> webchat
            shared -> text
            steps -> contract
            steps -> shared
            steps -> text
            token -> contract
            token -> partners
            token -> shared
            token -> steps
            token -> text
            token -> trace
            token.directline -> contract
            token.directline -> partners
            token.directline -> text
            token.directline -> token
            token.directline -> trace
            tools -> partners
            tools -> routes
            tools -> text
            tools -> tools.cases
            tools -> tools.check
            tools.cases -> contract
            tools.cases -> front
            tools.cases -> partners
            tools.cases -> routes
            tools.cases -> text
            tools.cases -> token
            tools.check -> routes
            tools.check -> text
            tools.check -> tools.cases
            trace -> text
            webchat -> contract
            webchat -> partners
            webchat -> steps
            webhook -> contract
            webhook -> partners
            webhook -> steps
            webhook -> text
            webhook -> token.directline
            """;

    @Test
    void packagesKnowEachOtherAsRegistered() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : MAIN) {
            String from = feature(type);
            type.getDirectDependenciesFromSelf().stream()
                    .map(relation -> feature(relation.getTargetClass()))
                    .filter(to -> !from.isEmpty() && !to.isEmpty() && !to.equals(from))
                    .forEach(to -> found.add(from + " -> " + to));
        }

        assertThat(String.join("\n", found)).isEqualTo(RELATIONS.strip());
    }

    /** The package below {@code xbot}, or empty. */
    private static String feature(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith("xbot.") ? name.substring("xbot.".length()) : "";
    }

    @ArchTest
    static final ArchRule nothingThatServesKnowsTheTools = noClasses()
            .that()
            .resideOutsideOfPackage("xbot.tools..")
            .and()
            .doNotHaveFullyQualifiedName("xbot.XbotRoutes")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("xbot.tools..");

    @ArchTest
    static final ArchRule theSdkOfTracesIsUsedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("xbot.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..");

    @ArchTest
    static final ArchRule valuesKnowNoCamel = noClasses()
            .that()
            .areRecords()
            .and()
            .haveModifier(JavaModifier.PUBLIC)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule namesSayARole =
            noClasses().should().haveNameMatching(".*(Processor|Manager|Helper|Utils?|Impl)$");

    @ArchTest
    static final ArchRule classesAreFinalOrAbstract = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
            .and()
            .areNotAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .haveModifier(JavaModifier.ABSTRACT);
}
