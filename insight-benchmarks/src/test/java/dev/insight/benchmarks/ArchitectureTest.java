package dev.insight.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What the benchmarks may touch. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.insight.benchmarks");

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
