package io.forwardstore.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import io.forwardstore.ForwardStore;

import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Answers `?rows=42,7&columns=name,price` with those rows as tab-separated text.
final class FetchHandler implements HttpHandler {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private record Answer(int status, String text) {}

    private final ForwardStore store;

    FetchHandler(ForwardStore store) {
        this.store = store;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(query(exchange));
            byte[] body = answer.text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(Map<String, String> query) throws IOException {
        try {
            return new Answer(OK, fetch(query.getOrDefault("columns", ""), query.getOrDefault("rows", "")));
        } catch (IllegalArgumentException e) {
            return new Answer(BAD_REQUEST, e.getMessage() + "\n");
        } catch (IndexOutOfBoundsException e) {
            return new Answer(NOT_FOUND, e.getMessage() + "\n");
        }
    }

    private String fetch(String columns, String rows) throws IOException {
        long[] rowIds = Arrays.stream(rows.split(",")).mapToLong(Long::parseLong).toArray();
        try (VectorSchemaRoot fetched = store.fetch(List.of(columns.split(",")), rowIds)) {
            return fetched.contentToTSVString();
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String text = exchange.getRequestURI().getQuery();
        if (text != null) {
            for (String part : text.split("&")) {
                int nameEnd = part.indexOf('=');
                if (nameEnd > 0) {
                    query.put(part.substring(0, nameEnd), part.substring(nameEnd + 1));
                }
            }
        }
        return query;
    }
}
