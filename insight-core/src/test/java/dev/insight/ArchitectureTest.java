package dev.insight;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What core may touch and which way its packages point. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.insight");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.insight");
    private static final List<String> LEFT_TO_RIGHT = List.of(
            "dev.insight.hop..",
            "dev.insight.probe..",
            "dev.insight.decomposition..",
            "dev.insight.diagnosis..",
            "dev.insight");

    @Test
    void core_stands_on_the_jdk_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.net..", "org.jspecify..", "org.HdrHistogram..", "dev.insight..")
                .because("core knows no gRPC, no HTTP, no JSON and no meters")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void hdr_histogram_stays_inside_one_class() {
        var users = MAIN.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("org.HdrHistogram")))
                .map(ArchitectureTest::outermost)
                .distinct();

        assertThat(users).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void packages_import_leftwards_only() {
        for (int i = 0; i < LEFT_TO_RIGHT.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(LEFT_TO_RIGHT.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            LEFT_TO_RIGHT.subList(i + 1, LEFT_TO_RIGHT.size()).toArray(String[]::new))
                    .because("values flow right and imports point left: " + LEFT_TO_RIGHT)
                    .allowEmptyShould(true)
                    .check(MAIN);
        }
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        classes()
                .should()
                .resideInAnyPackage(LEFT_TO_RIGHT.toArray(String[]::new))
                .because("a package outside of the order would escape its direction")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void nothing_reads_the_nano_clock_but_the_ticker() {
        noClasses()
                .that()
                .areNotAssignableTo("dev.insight.hop.Ticker")
                .should()
                .accessTargetWhere(reaches(System.class, "nanoTime"))
                .because("elapsed time comes from the ticker that was passed in")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void nothing_logs_but_through_system_logger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..", "org.slf4j..", "org.apache.logging..", "org.apache.commons.logging..")
                .orShould()
                .accessTargetWhere(reaches(Throwable.class, "printStackTrace"))
                .because("the host decides where a library's log goes")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void nothing_sleeps() {
        noClasses()
                .should()
                .accessTargetWhere(reaches(Thread.class, "sleep"))
                .because("a test waits for an event and a loop for its schedule, never for a guess")
                .allowEmptyShould(true)
                .check(ALL);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /** Holds for calls and for method references alike. */
    private static DescribedPredicate<JavaAccess<?>> reaches(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + method,
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && access.getTarget().getName().equals(method));
    }
}
