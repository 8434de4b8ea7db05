package dev.insight.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the Micrometer module may touch. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.insight.micrometer");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.insight.micrometer");

    @Test
    void micrometer_module_knows_no_gRPC() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "dev.insight.grpc..", "dev.insight.runner..", "dev.insight.examples..")
                .because("gRPC hangs on core, beside this module")
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

    /** Holds for calls and for method references alike. */
    private static DescribedPredicate<JavaAccess<?>> reaches(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + method,
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && access.getTarget().getName().equals(method));
    }
}
