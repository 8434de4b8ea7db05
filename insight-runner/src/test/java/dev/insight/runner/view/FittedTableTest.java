package dev.insight.runner.view;

import static dev.insight.runner.view.FittedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FittedTableTest {
    private static final Style UNICODE = new Style(false, true);

    @Test
    void lines_withRoomForAll_haveAllColumnsAndFillTheFlexibleOne() {
        assertThat(table(UNICODE).lines(37))
                .containsExactly("name     p50  rare  bar17", "gateway  1.0   9.0  #################");
    }

    @Test
    void lines_withLessRoom_leaveOutTheHighestRankFirstAndSayThatSomethingIs() {
        assertThat(table(UNICODE).lines(24)).containsExactly("name     p50  bar8 …", "gateway  1.0  ########");
        assertThat(table(UNICODE).lines(18)).containsExactly("name     p50 …", "gateway  1.0");
    }

    @Test
    void lines_narrowerThanWhatStays_cutNames() {
        assertThat(table(UNICODE).lines(13)).containsExactly("name    p50 …", "gatew…  1.0");
        assertThat(table(Style.plain()).lines(14)).containsExactly("name    p50 ..", "gate..  1.0");
    }

    @Test
    void lines_neverExceedTheRoom() {
        for (int room = 14; room < 80; room++) {
            int columns = room;
            assertThat(table(Style.plain()).lines(room)).allMatch(line -> line.length() <= columns);
        }
    }

    @Test
    void width_ofColouredText_isThatOfWhatIsSeen() {
        assertThat(FittedTable.width("\u001b[31m██\u001b[0m")).isEqualTo(2);
    }

    @Test
    void row_withOtherThanACellForEachColumn_isRefused() {
        assertThatThrownBy(() -> table(UNICODE).row(List.of(text("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells must be 5: 1");
    }

    private static FittedTable table(Style style) {
        FittedTable table = new FittedTable(style)
                .column("name", false, 0)
                .column("p50", true, 0)
                .column("rare", true, 2)
                .column("none", true, 3)
                .flexible(width -> "bar" + width, 1, 8, 20);
        table.row(List.of(text("gateway"), text("1.0"), text("9.0"), text(""), "#"::repeat));
        return table;
    }
}
