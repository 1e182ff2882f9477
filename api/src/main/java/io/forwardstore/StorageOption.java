package io.forwardstore;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// One setting of a backend: its key, its default and how its text form is read.
///
/// @param <T> the setting's type
public final class StorageOption<T> {
    private static final Map<String, Long> BYTE_UNITS =
            Map.of(
                    "",
                    1L,
                    "b",
                    1L,
                    "kb",
                    1_000L,
                    "mb",
                    1_000_000L,
                    "gb",
                    1_000_000_000L,
                    "kib",
                    1L << 10,
                    "mib",
                    1L << 20,
                    "gib",
                    1L << 30);

    private final String key;
    private final String description;
    private final T defaultValue;
    private final Class<T> type;
    private final Function<String, T> parser;

    private StorageOption(String key, String description, T defaultValue, Class<T> type, Function<String, T> parser) {
        this.key = key;
        this.description = description;
        this.defaultValue = defaultValue;
        this.type = type;
        this.parser = parser;
    }

    /// A switch: `true` or `false`.
    public static StorageOption<Boolean> ofBoolean(String key, boolean defaultValue, String description) {
        return new StorageOption<>(key, description, defaultValue, Boolean.class, text -> parseBoolean(key, text));
    }

    /// A whole number of at least `min`.
    public static StorageOption<Long> ofLong(String key, long defaultValue, long min, String description) {
        return new StorageOption<>(
                key, description, defaultValue, Long.class, text -> atLeast(key, min, parseLong(key, text)));
    }

    /// A whole number from `min` to `max`.
    public static StorageOption<Long> ofLong(String key, long defaultValue, long min, long max, String description) {
        return new StorageOption<>(
                key, description, defaultValue, Long.class, text -> between(key, min, max, parseLong(key, text)));
    }

    /// A number of bytes, written plain or with a unit: `1048576`, `512MiB`, `2GB`.
    public static StorageOption<Long> ofBytes(String key, long defaultValue, String description) {
        return new StorageOption<>(key, description, defaultValue, Long.class, text -> parseBytes(key, text));
    }

    /// One of an enum's constants; case does not matter.
    public static <E extends Enum<E>> StorageOption<E> ofEnum(String key, E defaultValue, String description) {
        Class<E> type = defaultValue.getDeclaringClass();
        return new StorageOption<>(key, description, defaultValue, type, text -> parseEnum(key, type, text));
    }

    /// The key, such as `forwardstore.mmap.lock`.
    public String key() {
        return key;
    }

    /// One sentence for help and documentation.
    public String description() {
        return description;
    }

    /// The value when none was set.
    public T defaultValue() {
        return defaultValue;
    }

    /// The type of its values.
    public Class<T> type() {
        return type;
    }

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException if the text is no such value; the message names the key and what would work
    public T parse(String text) {
        return parser.apply(text.strip());
    }

    private static boolean parseBoolean(String key, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(key, text, "true or false");
        };
    }

    private static long parseLong(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(key, text, "a whole number");
        }
    }

    private static long between(String key, long min, long max, long value) {
        if (value < min || value > max) {
            throw invalid(key, Long.toString(value), "a number from " + min + " to " + max);
        }
        return value;
    }

    private static long atLeast(String key, long min, long value) {
        if (value < min) {
            throw invalid(key, Long.toString(value), "at least " + min);
        }
        return value;
    }

    private static long parseBytes(String key, String text) {
        String expected = "a number of bytes such as 1048576, 512MiB or 2GB";
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        Long unit = BYTE_UNITS.get(text.substring(digits).strip().toLowerCase(Locale.ROOT));
        if (digits == 0 || unit == null) {
            throw invalid(key, text, expected);
        }
        try {
            return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid(key, text, expected);
        }
    }

    private static <E extends Enum<E>> E parseEnum(String key, Class<E> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw invalid(key, text, "one of " + Arrays.toString(type.getEnumConstants()));
    }

    private static IllegalArgumentException invalid(String key, String text, String expected) {
        return new IllegalArgumentException("Invalid value '" + text + "' for " + key + ": expected " + expected);
    }

    @Override
    public String toString() {
        return key;
    }
}
