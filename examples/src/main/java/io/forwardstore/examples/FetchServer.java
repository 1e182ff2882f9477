package io.forwardstore.examples;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.name.Named;
import com.sun.net.httpserver.HttpServer;

import io.forwardstore.ForwardStore;
import io.forwardstore.guice.ForwardStoreModule;
import io.forwardstore.guice.StoreCloser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Serves rows of two stores over HTTP. Where their tables lie and which backend holds each of them, a properties file
/// says; the program does not care.
public final class FetchServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    FetchServer(@Named("products") ForwardStore products, @Named("reviews") ForwardStore reviews) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/products", new FetchHandler(products));
        server.createContext("/reviews", new FetchHandler(reviews));
    }

    /// @param args a properties file with the stores `products` and `reviews`; tables that are not there yet are made
    public static void main(String[] args) throws IOException {
        Map<String, String> config = read(Path.of(args.length > 0 ? args[0] : "stores.properties"));
        writeMissingTables(config);
        Injector injector = Guice.createInjector(ForwardStoreModule.discover().withConfig(config));
        try (StoreCloser _ = injector.getInstance(StoreCloser.class);
                FetchServer server = injector.getInstance(FetchServer.class)) {
            server.start();
            System.out.println("Try " + server.address() + "/products?columns=_row_id_,name,price&rows=42,7");
            System.out.println("and " + server.address() + "/reviews?columns=stars,text&rows=420,421");
            System.out.println("Enter ends it");
            System.in.read();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static void writeMissingTables(Map<String, String> config) throws IOException {
        Path products = Path.of(config.getOrDefault("forwardstore.stores.products.file", "products.arrow"));
        Path reviews = Path.of(config.getOrDefault("forwardstore.stores.reviews.file", "reviews.arrow"));
        if (!Files.exists(products)) {
            Shop.writeProducts(products);
        }
        if (!Files.exists(reviews)) {
            Shop.writeReviews(reviews);
        }
    }

    void start() {
        server.start();
    }

    /// Where it listens: a port that was free, on this machine only.
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}
