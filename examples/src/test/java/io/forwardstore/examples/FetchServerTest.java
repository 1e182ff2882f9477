package io.forwardstore.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.name.Names;

import io.forwardstore.ForwardStore;
import io.forwardstore.guice.ForwardStoreModule;
import io.forwardstore.guice.StoreCloser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class FetchServerTest {
    private static final List<String> STORAGES = List.of("BufferPoolStorage", "MMapFileStorage", "MemoryStorage");

    @TempDir private Path directory;

    @BeforeEach
    void writeTables() throws Exception {
        Shop.writeProducts(directory.resolve("products.arrow"));
        Shop.writeReviews(directory.resolve("reviews.arrow"));
    }

    @Test
    void servesRowsOfBothStoresWhateverBacksThem() throws Exception {
        for (String products : STORAGES) {
            for (String reviews : STORAGES) {
                Injector injector =
                        Guice.createInjector(ForwardStoreModule.discover().withConfig(config(products, reviews)));
                try (StoreCloser _ = injector.getInstance(StoreCloser.class);
                        FetchServer server = injector.getInstance(FetchServer.class)) {
                    server.start();
                    assertEquals(
                            "200 _row_id_\tname\tprice\n42\tproduct 42\t47\n7\tproduct 7\t12\n",
                            get(server, "/products?columns=_row_id_,name,price&rows=42,7"));
                    assertEquals(
                            "200 product\tstars\n42\t4\n42\t1\n",
                            get(server, "/reviews?columns=product,stars&rows=420,421"));
                }
            }
        }
    }

    @Test
    void refusesWhatTheStoreRefuses() throws Exception {
        Injector injector =
                Guice.createInjector(
                        ForwardStoreModule.discover().withConfig(config("MemoryStorage", "MMapFileStorage")));
        try (StoreCloser _ = injector.getInstance(StoreCloser.class);
                FetchServer server = injector.getInstance(FetchServer.class)) {
            server.start();
            String name = "[" + directory.resolve("products.arrow") + "] ";
            assertEquals(
                    "404 " + name + "Cannot fetch row 1000: the store has 1000 rows\n",
                    get(server, "/products?columns=name&rows=1,1000"));
            assertEquals("400", get(server, "/products?columns=colour&rows=1").substring(0, 3));
            assertEquals("400", get(server, "/products").substring(0, 3));
        }
    }

    @Test
    void theApplicationsEndClosesItsStores() throws Exception {
        Injector injector =
                Guice.createInjector(
                        ForwardStoreModule.discover().withConfig(config("BufferPoolStorage", "MMapFileStorage")));
        injector.getInstance(StoreCloser.class).close();
        for (String name : List.of("products", "reviews")) {
            ForwardStore store = injector.getInstance(Key.get(ForwardStore.class, Names.named(name)));
            assertThrows(IllegalStateException.class, store::rowCount);
        }
    }

    @Test
    void theProgramRunsByItsConfigurationFile() throws Exception {
        Path file = directory.resolve("stores.properties");
        Path products = directory.resolve("made/products.arrow");
        Files.createDirectory(products.getParent());
        Files.writeString(
                file,
                Files.readString(Path.of("stores.properties"))
                        .replace("target/products.arrow", products.toString())
                        .replace("target/", directory + "/"));
        InputStream keyboard = System.in;
        System.setIn(new ByteArrayInputStream(new byte[] {'\n'}));
        try {
            List<String> lines = Output.of(() -> FetchServer.main(new String[] {file.toString()})).lines().toList();
            assertEquals("Enter ends it", lines.getLast());
        } finally {
            System.setIn(keyboard);
        }
        assertTrue(Files.exists(products));
    }

    private Map<String, String> config(String products, String reviews) {
        return Map.of(
                "forwardstore.stores.products.file",
                directory.resolve("products.arrow").toString(),
                "forwardstore.stores.products.storage",
                products,
                "forwardstore.stores.reviews.file",
                directory.resolve("reviews.arrow").toString(),
                "forwardstore.stores.reviews.storage",
                reviews);
    }

    private static String get(FetchServer server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path)).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
