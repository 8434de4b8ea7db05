package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

class LookupsTest {
    private static final String KEPT = "networkaddress.cache.ttl";

    @Test
    void names_are_looked_up_anew_unless_the_user_decided_otherwise() {
        Lookups.anew();
        assertThat(Security.getProperty(KEPT)).isEqualTo("0");

        Security.setProperty(KEPT, "7");
        try {
            Lookups.anew();
            assertThat(Security.getProperty(KEPT)).isEqualTo("7");
        } finally {
            Security.setProperty(KEPT, "0");
        }
    }
}
