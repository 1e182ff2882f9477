package io.forwardstore.testkit;

import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

import java.util.Comparator;
import java.util.List;

/// Fixture checks first, then the rules in the contract's order, and the leak report last.
final class RuleOrder implements MethodOrderer {
    private static final List<String> GROUPS =
            List.of(
                    "FIXTURE",
                    "OPEN",
                    "SCHEMA",
                    "FETCH",
                    "ROWID",
                    "SCAN",
                    "OWN",
                    "THREAD",
                    "FAIL",
                    "READONLY",
                    "WRITE",
                    "CAP",
                    "STATS",
                    "LEAK");

    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors()
                .sort(
                        Comparator.<MethodDescriptor>comparingInt(method -> group(method.getDisplayName()))
                                .thenComparingInt(method -> number(method.getDisplayName())));
    }

    private static int group(String displayName) {
        int group = GROUPS.indexOf(displayName.split("-", 2)[0]);
        return group < 0 ? GROUPS.size() : group;
    }

    private static int number(String displayName) {
        String digits = displayName.replaceFirst("^[A-Z]+-(\\d*).*", "$1");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }
}
