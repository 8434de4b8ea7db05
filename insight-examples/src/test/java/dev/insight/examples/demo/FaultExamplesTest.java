package dev.insight.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.examples.lab.Fault;
import dev.insight.examples.lab.FaultKind;
import dev.insight.examples.lab.Lab;
import dev.insight.examples.lab.LabNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is offered can be injected. */
class FaultExamplesTest {
    @Test
    void everyFault_thatIsOffered_canBe() throws IOException {
        LabNames.install();
        List<String> offered = new ArrayList<>();
        new FaultCandidates().forEach(offered::add);
        Tour.steps().forEach(step -> offered.add(step.fault()));
        examples().forEach(offered::add);

        try (Lab lab = Lab.start()) {
            for (String fault : offered) {
                if (!fault.startsWith("dns_failing")) { // another test of this process may have looked up a name first
                    lab.check(Fault.parse(fault));
                }
            }
        }
        assertThat(offered).hasSizeGreaterThan(60);
    }

    @Test
    void examples_haveEveryKindOnceAndFitATerminal() {
        assertThat(examples().map(example -> example.substring(0, example.indexOf('@'))))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(FaultKind.values()).map(FaultKind::label).toList());
        assertThat(FaultExamples.text().lines()).allMatch(line -> line.length() <= 80);
        assertThat(FaultExamples.text().lines().count()).isLessThanOrEqualTo(22);
    }

    @Test
    void candidates_haveEveryKind() {
        List<String> kinds = new ArrayList<>();
        new FaultCandidates().forEach(fault -> kinds.add(fault.substring(0, fault.indexOf('@'))));

        assertThat(kinds.stream().distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(FaultKind.values()).map(FaultKind::label).toList());
    }

    @Test
    void commands_ofTheTour_quoteWhatTheShellTakesForItself() {
        assertThat(Tour.commands())
                .contains("insight demo --fault hop_overloaded@mediary-sg=40ms,for=40s,after=30s\n")
                .contains("insight demo --fault 'link_degraded@mediary-eu>mediary-sg=+60ms,for=40s,after=30s'\n");
    }

    @Test
    void next_isTheFirstStepThatWasNotTried() {
        assertThat(Tour.next(List.of())).isZero();
        InjectedFault first = new InjectedFault(Fault.parse("hop_overloaded@mediary-sg=9ms"), 0, null);
        assertThat(Tour.next(List.of(first))).isEqualTo(1);
        assertThat(Tour.next(Tour.steps().stream()
                        .map(step -> new InjectedFault(Fault.parse(step.fault()), 0, null))
                        .toList()))
                .isZero();
    }

    private static Stream<String> examples() {
        return FaultExamples.text()
                .lines()
                .filter(line -> line.indexOf('@') > 0)
                .map(line -> line.split(" ", 2)[0]);
    }
}
