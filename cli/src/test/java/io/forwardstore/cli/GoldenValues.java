package io.forwardstore.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Values of the corpus's JSON form as the JSON of the command line.
///
/// @param dictionaries dictionaries' columns by id
record GoldenValues(Map<Long, JsonNode> dictionaries) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> FRACTION_DIGITS =
            Map.of("SECOND", 0, "MILLISECOND", 3, "MICROSECOND", 6, "NANOSECOND", 9);

    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    String value(JsonNode field, JsonNode column, int row) {
        JsonNode validity = column.get("VALIDITY");
        if (validity != null && validity.get(row).asInt() == 0) {
            return "null";
        }
        if (!field.path("dictionary").isMissingNode()) {
            JsonNode dictionary = dictionaries.get(field.get("dictionary").get("id").asLong());
            return plain(field, dictionary, column.get("DATA").get(row).asInt());
        }
        return plain(field, column, row);
    }

    /// A value that is not indirect. Its validity is asked again, for a dictionary may hold nulls.
    private String plain(JsonNode field, JsonNode column, int row) {
        JsonNode type = field.get("type");
        JsonNode validity = column.get("VALIDITY");
        if (type.get("name").asText().equals("null") || (validity != null && validity.get(row).asInt() == 0)) {
            return "null";
        }
        return switch (type.get("name").asText()) {
            case "list", "map", "largelist" ->
                    list(
                            field,
                            column,
                            column.get("OFFSET").get(row).asInt(),
                            column.get("OFFSET").get(row + 1).asInt());
            case "fixedsizelist" -> {
                int size = type.get("listSize").asInt();
                yield list(field, column, row * size, row * size + size);
            }
            case "struct" -> struct(field, column, row);
            case "union" -> union(field, column, row);
            default -> scalar(type, column.get("DATA").get(row));
        };
    }

    private String list(JsonNode field, JsonNode column, int begin, int end) {
        List<String> items = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            items.add(value(field.get("children").get(0), column.get("children").get(0), i));
        }
        return "[" + String.join(",", items) + "]";
    }

    private String struct(JsonNode field, JsonNode column, int row) {
        List<String> members = new ArrayList<>();
        for (int child = 0; child < field.get("children").size(); child++) {
            JsonNode childField = field.get("children").get(child);
            members.add(
                    quoted(childField.get("name").asText())
                            + ":"
                            + value(childField, column.get("children").get(child), row));
        }
        return "{" + String.join(",", members) + "}";
    }

    private String union(JsonNode field, JsonNode column, int row) {
        List<JsonNode> typeIds = GoldenTable.list(field.get("type").get("typeIds"));
        int child = typeIds.stream().map(JsonNode::asInt).toList().indexOf(column.get("TYPE_ID").get(row).asInt());
        int at = column.has("OFFSET") ? column.get("OFFSET").get(row).asInt() : row;
        return value(field.get("children").get(child), column.get("children").get(child), at);
    }

    private static String scalar(JsonNode type, JsonNode data) {
        String unit = type.path("unit").asText();
        return switch (type.get("name").asText()) {
            case "bool" -> data.asBoolean() ? "true" : "false";
            case "int" -> new BigInteger(data.asText()).toString();
            case "floatingpoint" -> floating(type.get("precision").asText(), data);
            case "decimal" -> new BigDecimal(new BigInteger(data.asText()), type.get("scale").asInt()).toPlainString();
            case "utf8", "largeutf8" -> quoted(data.asText());
            case "binary", "largebinary", "fixedsizebinary" ->
                    quoted(
                            Base64.getEncoder()
                                    .encodeToString(HexFormat.of().parseHex(data.asText().toLowerCase(Locale.ROOT))));
            case "date" -> date(unit, data.asLong());
            case "time" -> quoted(time(unit, nanos(unit, data.asLong())));
            case "timestamp" -> quoted(timestamp(unit, data.asLong()) + (type.has("timezone") ? "Z" : ""));
            case "duration" -> quoted("PT" + seconds(data.asLong(), FRACTION_DIGITS.get(unit)) + "S");
            case "interval" -> interval(unit, data);
            default -> throw new AssertionError("No golden form of " + type);
        };
    }

    private static String floating(String precision, JsonNode data) {
        return precision.equals("DOUBLE")
                ? Double.toString(data.decimalValue().doubleValue())
                : Float.toString(data.decimalValue().floatValue());
    }

    private static String time(String unit, long nanoOfDay) {
        boolean isDaysEnd = nanoOfDay == Duration.ofDays(1).toNanos();
        String text = format("HH:mm:ss", unit).format(LocalTime.ofNanoOfDay(isDaysEnd ? 0 : nanoOfDay));
        return isDaysEnd ? "24" + text.substring(2) : text;
    }

    private static String date(String unit, long data) {
        if (unit.equals("DAY")) {
            return quoted(Instant.EPOCH.atZone(ZoneOffset.UTC).toLocalDate().plusDays(data).toString());
        }
        LocalDateTime time = LocalDateTime.parse(timestamp("MILLISECOND", data));
        return quoted(
                time.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? time.toLocalDate().toString()
                        : timestamp("MILLISECOND", data));
    }

    private static String timestamp(String unit, long data) {
        BigDecimal seconds = BigDecimal.valueOf(data, FRACTION_DIGITS.get(unit));
        BigInteger whole = seconds.setScale(0, RoundingMode.FLOOR).toBigInteger();
        int nanos = seconds.subtract(new BigDecimal(whole)).movePointRight(9).intValueExact();
        return format("uuuu-MM-dd'T'HH:mm:ss", unit)
                .format(LocalDateTime.ofEpochSecond(whole.longValueExact(), nanos, ZoneOffset.UTC));
    }

    private static DateTimeFormatter format(String pattern, String unit) {
        int digits = FRACTION_DIGITS.get(unit);
        return DateTimeFormatter.ofPattern(pattern + (digits == 0 ? "" : "." + "S".repeat(digits)), Locale.ROOT);
    }

    private static long nanos(String unit, long data) {
        return BigDecimal.valueOf(data, FRACTION_DIGITS.get(unit)).movePointRight(9).longValueExact();
    }

    private static String seconds(long units, int digits) {
        BigDecimal seconds = BigDecimal.valueOf(units, digits);
        return seconds.stripTrailingZeros().scale() <= 0 ? seconds.toBigInteger().toString() : seconds.toPlainString();
    }

    private static String interval(String unit, JsonNode data) {
        if (unit.equals("YEAR_MONTH")) {
            int months = data.asInt();
            return quoted(months == 0 ? "PT0S" : "P" + months + "M");
        }
        int days = data.get("days").asInt();
        long nanos = data.get("milliseconds").asLong() * 1_000_000;
        String dayPart = days == 0 ? "" : days + "D";
        String timePart = nanos == 0 && days != 0 ? "" : "T" + seconds(nanos, 9) + "S";
        return quoted("P" + dayPart + timePart);
    }
}
