package io.forwardstore.cli;

import io.forwardstore.ForwardStore;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Columns as the user gives them: names separated by commas; a backslash before a comma makes it part of a name.
final class ColumnList {
    private ColumnList() {}

    /// The columns asked for, or all columns of the store if none were.
    static List<String> parse(@Nullable String argument, ForwardStore store) {
        if (argument == null) {
            return store.physicalSchema().getFields().stream().map(Field::getName).toList();
        }
        return parse(argument);
    }

    static List<String> parse(String argument) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == ',') {
                names.add(name.toString());
                name.setLength(0);
            } else if (c == '\\' && i + 1 < argument.length()) {
                name.append(argument.charAt(++i));
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }
}
