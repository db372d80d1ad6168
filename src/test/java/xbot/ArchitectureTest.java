package xbot;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The packages are stages of the pipeline: each knows only what is before it. */
@AnalyzeClasses(packages = "xbot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            SlicesRuleDefinition.slices().matching("xbot.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stagesKnowNoLaterStage = noClasses()
            .that()
            .resideInAPackage("xbot.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("xbot.webchat..", "xbot.token..", "xbot.routes..", "xbot.front..", "xbot.trace..");

    @ArchTest
    static final ArchRule validationAndTokenDoNotSeeEachOther = noClasses()
            .that()
            .resideInAPackage("xbot.webchat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("xbot.access..", "xbot.token..", "xbot.routes..", "xbot.front..", "xbot.trace..");

    @ArchTest
    static final ArchRule tokensSeeTheCallerOnly = noClasses()
            .that()
            .resideInAPackage("xbot.token..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("xbot.webchat..", "xbot.routes..", "xbot.front..");

    @ArchTest
    static final ArchRule theEnvelopeSeesNobody = noClasses()
            .that()
            .resideInAPackage("xbot.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "xbot.access..", "xbot.webchat..", "xbot.token..", "xbot.routes..", "xbot.front..", "xbot.trace..");

    @ArchTest
    static final ArchRule tracesSeeNobody = noClasses()
            .that()
            .resideInAPackage("xbot.trace..")
            .should()
            .dependOnClassesThat(resideInAPackage("xbot..").and(not(resideInAPackage("xbot.trace.."))));

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
