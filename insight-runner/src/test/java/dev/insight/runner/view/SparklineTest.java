package dev.insight.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
    private static final Style UNICODE = new Style(false, true);

    @Test
    void of_values_isLowestToHighest() {
        assertThat(line(UNICODE, 0, 10, 20, 40, 70)).isEqualTo("▁▂▃▅█");
        assertThat(line(Style.plain(), 0, 10, 20, 40, 70)).isEqualTo("_.-=#");
    }

    @Test
    void of_whatWandersLessThanAMillisecondOrATenth_isNearlyFlat() {
        assertThat(line(UNICODE, 0.2, 0.3, 0.25, 0.2)).isEqualTo("▁▂▁▁");
        assertThat(line(UNICODE, 160, 161, 160, 162)).isEqualTo("▁▁▁▂");
    }

    @Test
    void of_nothingAndFailures_areToldApart() {
        double[] cells = {Sparkline.NONE, 5e6, Sparkline.FAILED, 9e6};

        assertThat(Sparkline.of(cells, UNICODE)).isEqualTo(" ▁×█");
        assertThat(Sparkline.of(cells, Style.plain())).isEqualTo(" _x#");
    }

    @Test
    void of_aValueThatIsALittleLessThanNothing_isLow() {
        assertThat(line(UNICODE, -0.01, 4, 8)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(new double[] {-1}, UNICODE)).isEqualTo("▁");
    }

    @Test
    void of_onlyFailures_isDrawn() {
        assertThat(Sparkline.of(new double[] {Sparkline.FAILED, Sparkline.NONE}, UNICODE))
                .isEqualTo("× ");
    }

    private static String line(Style style, double... millis) {
        double[] nanos = new double[millis.length];
        for (int i = 0; i < millis.length; i++) {
            nanos[i] = millis[i] * 1e6;
        }
        return Sparkline.of(nanos, style);
    }
}
