package dev.insight.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the runner may touch. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.insight.runner");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.insight.runner");

    @Test
    void runner_knows_no_examples() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.insight.examples..")
                .because("the examples run the runner")
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
    void nothing_sleeps() {
        noClasses()
                .should()
                .accessTargetWhere(reaches(Thread.class, "sleep"))
                .because("a test waits for an event and a loop for its schedule, never for a guess")
                .allowEmptyShould(true)
                .check(ALL);
    }

    /** Holds for calls and for method references alike. */
    private static DescribedPredicate<JavaAccess<?>> reaches(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + method,
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && access.getTarget().getName().equals(method));
    }
}
