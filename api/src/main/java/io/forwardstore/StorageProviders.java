package io.forwardstore;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The backends that [ServiceLoader] finds, by id.
///
/// A backend that cannot be loaded and an id that two backends claim do not keep the others from being used; they are
/// reported when they are asked for.
public final class StorageProviders {
    private final SortedMap<String, List<StorageProvider>> byId;
    private final List<ServiceConfigurationError> broken;

    private StorageProviders(SortedMap<String, List<StorageProvider>> byId, List<ServiceConfigurationError> broken) {
        this.byId = byId;
        this.broken = broken;
    }

    /// The backends visible to the current thread's context class loader.
    public static StorageProviders load() {
        return from(ServiceLoader.load(StorageProvider.class));
    }

    /// The backends visible to a class loader.
    public static StorageProviders load(ClassLoader loader) {
        return from(ServiceLoader.load(StorageProvider.class, loader));
    }

    /// These backends, as if they had been discovered.
    public static StorageProviders of(Iterable<? extends StorageProvider> providers) {
        return from(providers);
    }

    private static StorageProviders from(Iterable<? extends StorageProvider> providers) {
        SortedMap<String, List<StorageProvider>> byId = new TreeMap<>();
        List<ServiceConfigurationError> broken = new ArrayList<>();
        Iterator<? extends StorageProvider> iterator = providers.iterator();
        while (hasNext(iterator, broken)) {
            try {
                StorageProvider provider = iterator.next();
                byId.computeIfAbsent(provider.id(), id -> new ArrayList<>()).add(provider);
            } catch (ServiceConfigurationError e) {
                broken.add(e);
            }
        }
        return new StorageProviders(byId, List.copyOf(broken));
    }

    private static boolean hasNext(Iterator<?> iterator, List<ServiceConfigurationError> broken) {
        while (true) {
            try {
                return iterator.hasNext();
            } catch (ServiceConfigurationError e) {
                broken.add(e);
            }
        }
    }

    /// The ids that can be asked for, in order.
    public SortedSet<String> ids() {
        return new TreeSet<>(byId.keySet());
    }

    /// Every backend whose id is its own, by id.
    public List<StorageProvider> all() {
        return byId.values().stream().filter(claimants -> claimants.size() == 1).map(List::getFirst).toList();
    }

    /// The backend of that id.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists the ids that there are
    /// @throws IllegalStateException if more than one backend claims the id; the message names their classes
    /// @throws ServiceConfigurationError if there is none and a registered backend could not be loaded
    public StorageProvider byId(String id) {
        List<StorageProvider> claimants = byId.get(id);
        if (claimants != null) {
            return onlyOne("id '" + id + "'", claimants);
        }
        throw missing("No storage provider named '" + id + "'. Available: " + available());
    }

    /// The backend of that type.
    ///
    /// @throws IllegalArgumentException if the type is [StorageType#NONE] or no backend has it; the message lists the
    ///   ids that there are
    /// @throws IllegalStateException if more than one backend has the type; the message names their classes
    /// @throws ServiceConfigurationError if there is none and a registered backend could not be loaded
    public StorageProvider byType(StorageType type) {
        if (type == StorageType.NONE) {
            throw new IllegalArgumentException("No storage type was chosen. Available: " + available());
        }
        List<StorageProvider> claimants =
                byId.values().stream().flatMap(List::stream).filter(provider -> provider.type() == type).toList();
        if (!claimants.isEmpty()) {
            return onlyOne("type " + type, claimants);
        }
        throw missing("No storage provider of type " + type + ". Available: " + available());
    }

    private static StorageProvider onlyOne(String what, List<StorageProvider> claimants) {
        if (claimants.size() > 1) {
            throw new IllegalStateException(
                    "Storage "
                            + what
                            + " is claimed by "
                            + claimants.size()
                            + " providers: "
                            + String.join(
                                    ", ",
                                    new TreeSet<>(
                                            claimants.stream()
                                                    .map(provider -> provider.getClass().getName())
                                                    .toList())));
        }
        return claimants.getFirst();
    }

    private IllegalArgumentException missing(String message) {
        if (broken.isEmpty()) {
            return new IllegalArgumentException(message);
        }
        ServiceConfigurationError error =
                new ServiceConfigurationError(
                        message
                                + ". Not loadable: "
                                + String.join("; ", broken.stream().map(Throwable::getMessage).toList()));
        broken.forEach(error::addSuppressed);
        throw error;
    }

    private String available() {
        return byId.isEmpty() ? "none; add a backend to the class path" : String.join(", ", byId.keySet());
    }
}
