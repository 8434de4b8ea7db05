package dev.insight.runner.blackbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The level of each line that a class logs, with none left out. */
final class LoggedLevels extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> levels = new CopyOnWriteArrayList<>();

    LoggedLevels(Class<?> of) {
        logger = Logger.getLogger(of.getName());
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    List<String> levels() {
        return levels;
    }

    @Override
    public void publish(LogRecord line) {
        levels.add(line.getLevel().getName());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
