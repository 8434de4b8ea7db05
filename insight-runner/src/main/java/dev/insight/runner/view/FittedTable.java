package dev.insight.runner.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A table in no more columns of text than a terminal has: what is of least use is left out first, names are cut last, and
 * both are marked. Not thread-safe.
 */
final class FittedTable {
    private static final int GAP = 2;
    private static final int LEAST_NAME = 6;

    private final Style style;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<IntFunction<String>>> rows = new ArrayList<>();

    FittedTable(Style style) {
        this.style = style;
    }

    /** A column as wide as its widest cell; of several the one of the highest {@code rank} is left out first, of rank 0 none. */
    FittedTable column(String header, boolean right, int rank) {
        columns.add(new Column(width -> header, right, rank, 0, 0, header.length()));
        return this;
    }

    /** A column whose cells fill what room there is, from {@code least} to {@code most}. */
    FittedTable flexible(IntFunction<String> header, int rank, int least, int most) {
        columns.add(new Column(header, false, rank, least, most, 0));
        return this;
    }

    /** One cell a column; those of a flexible column are asked for the text of a width. */
    void row(List<IntFunction<String>> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("cells must be " + columns.size() + ": " + cells.size());
        }
        rows.add(cells);
    }

    static IntFunction<String> text(String text) {
        return width -> text;
    }

    /** The lines, header first, none wider than {@code room}; columns without a single cell are left out. */
    List<String> lines(int room) {
        int[] widths = new int[columns.size()];
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = least(i);
            if (widths[i] > 0) {
                kept.add(i);
            }
        }
        int marker = 0;
        while (total(kept, widths) + marker > room && kept.stream().anyMatch(i -> columns.get(i).rank > 0)) {
            kept.remove(kept.stream()
                    .max((a, b) -> Integer.compare(columns.get(a).rank, columns.get(b).rank))
                    .orElseThrow());
            marker = 1 + style.cut().length();
        }
        spread(room - marker - total(kept, widths), kept, widths);
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::header).toList(), kept, widths)
                + (marker > 0 ? " " + style.cut() : ""));
        rows.forEach(row -> lines.add(line(row, kept, widths)));
        return lines;
    }

    private int least(int index) {
        Column column = columns.get(index);
        if (column.most > 0) {
            return column.least;
        }
        int widest = rows.stream()
                .mapToInt(row -> width(row.get(index).apply(0)))
                .max()
                .orElse(0);
        return widest == 0 ? 0 : Math.max(widest, column.headerWidth);
    }

    /** Gives what is left to flexible columns, and takes what is missing from the widest name. */
    private void spread(int left, List<Integer> kept, int[] widths) {
        int extra = left;
        for (int i : kept) {
            Column column = columns.get(i);
            if (extra > 0 && column.most > 0) {
                int more = Math.min(extra, column.most - widths[i]);
                widths[i] += more;
                extra -= more;
            }
            if (extra < 0 && !column.right && column.most == 0 && widths[i] > LEAST_NAME) {
                int less = Math.min(-extra, widths[i] - LEAST_NAME);
                widths[i] -= less;
                extra += less;
            }
        }
    }

    private static int total(List<Integer> kept, int[] widths) {
        return kept.stream().mapToInt(i -> widths[i]).sum() + GAP * Math.max(0, kept.size() - 1);
    }

    private String line(List<IntFunction<String>> cells, List<Integer> kept, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i : kept) {
            Column column = columns.get(i);
            String cell = cells.get(i).apply(widths[i]);
            String fitted = width(cell) > widths[i] ? style.fit(cell, widths[i]) : cell;
            String blanks = " ".repeat(Math.max(0, widths[i] - width(fitted)));
            line.append(line.isEmpty() ? "" : " ".repeat(GAP))
                    .append(column.right ? blanks : "")
                    .append(fitted)
                    .append(column.right ? "" : blanks);
        }
        return line.toString().stripTrailing();
    }

    /** How many columns {@code text} takes; colours take none. */
    static int width(String text) {
        String plain = plain(text);
        return plain.codePointCount(0, plain.length());
    }

    /** {@code text} without colours. */
    static String plain(String text) {
        return text.indexOf('\u001b') < 0 ? text : text.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private record Column(IntFunction<String> header, boolean right, int rank, int least, int most, int headerWidth) {}
}
