package dev.insight.runner.view;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns as wide as their widest cell; trailing blanks are left out. */
final class TextTable {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * A table whose columns are named by {@code headers}; one that begins with {@code >} is set to the right, as
     * numbers are.
     */
    TextTable(String... headers) {
        right = new boolean[headers.length];
        String[] names = headers.clone();
        for (int i = 0; i < names.length; i++) {
            right[i] = names[i].startsWith(">");
            names[i] = right[i] ? names[i].substring(1) : names[i];
        }
        rows.add(names);
    }

    void row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException("cells must be " + right.length + ": " + cells.length);
        }
        rows.add(cells);
    }

    /** The lines, header first; columns without a single cell are left out. */
    List<String> lines() {
        int[] widths = new int[right.length];
        for (int column = 0; column < right.length; column++) {
            for (String[] row : rows.subList(1, rows.size())) {
                widths[column] = Math.max(widths[column], width(row[column]));
            }
            if (widths[column] > 0) {
                widths[column] = Math.max(widths[column], width(rows.get(0)[column]));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            if (widths[column] > 0) {
                String blanks = " ".repeat(widths[column] - width(row[column]));
                line.append(line.isEmpty() ? "" : GAP)
                        .append(right[column] ? blanks : "")
                        .append(row[column])
                        .append(right[column] ? "" : blanks);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
