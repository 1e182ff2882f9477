package io.forwardstore.memory;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/// The default file system with a device that fails: each creation, write, force, truncation, rename and deletion has a
/// number, and from one of them on they throw.
final class FaultyFiles extends FileSystemProvider {
    private final FileSystemProvider real;
    private final FileSystem system = new FaultySystem();
    private final Listener listener;
    private int calls;
    private int failsAt = Integer.MAX_VALUE;
    private boolean failsOn;
    private boolean hasFailed;

    FaultyFiles(Path directory) {
        this(directory, new Listener() {});
    }

    /// @param listener hears of every call that did not fail
    FaultyFiles(Path directory, Listener listener) {
        this.real = directory.getFileSystem().provider();
        this.listener = listener;
    }

    /// Hears of calls once they are done. Files are known by the paths of the file system below.
    interface Listener {
        /// A file or directory was opened, and may have been created.
        default void opened(FileChannel channel, Path path) {}

        /// A channel's content was forced to the device.
        default void forced(FileChannel channel) throws IOException {}

        default void renamed(Path source, Path target) throws IOException {}

        default void deleted(Path path) throws IOException {}
    }

    /// Lets the call of that number fail, and those behind it until [#repair].
    void failFrom(int call) {
        failsAt = call;
        failsOn = true;
    }

    /// Lets the call of that number fail, and no other.
    void failAt(int call) {
        failsAt = call;
        failsOn = false;
    }

    /// The number of the next call.
    synchronized int calls() {
        return calls;
    }

    /// No call fails any more.
    void repair() {
        failsAt = Integer.MAX_VALUE;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    private synchronized boolean isFailing() {
        int call = calls++;
        boolean fails = failsOn ? call >= failsAt : call == failsAt;
        hasFailed |= fails;
        return fails;
    }

    private void count(String what) throws IOException {
        if (isFailing()) {
            throw new IOException("No space left on device, or " + what + " failed");
        }
    }

    /// The same file on the device that fails.
    Path of(Path path) {
        InvocationHandler handler =
                (_, method, arguments) -> {
                    if (method.getName().equals("getFileSystem")) {
                        return system;
                    }
                    Object[] realArguments = arguments == null ? new Object[0] : arguments.clone();
                    for (int i = 0; i < realArguments.length; i++) {
                        realArguments[i] = realArguments[i] instanceof Path other ? real(other) : realArguments[i];
                    }
                    try {
                        Object result = method.invoke(path, realArguments);
                        return result instanceof Path other ? of(other) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return (Path)
                Proxy.newProxyInstance(
                        FaultyFiles.class.getClassLoader(),
                        new Class<?>[] {FaultyPath.class},
                        new Handler(path, handler));
    }

    /// Marks the paths of this provider.
    private interface FaultyPath extends Path {}

    private record Handler(Path path, InvocationHandler calls) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
            return calls.invoke(proxy, method, arguments);
        }
    }

    private static Path real(Path path) {
        return path instanceof FaultyPath ? ((Handler) Proxy.getInvocationHandler(path)).path() : path;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        if (options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW)) {
            count("creation");
        }
        FaultyChannel channel = new FaultyChannel(real.newFileChannel(real(path), options, attributes));
        listener.opened(channel, real(path));
        return channel;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        count("rename");
        real.move(real(source), real(target), options);
        listener.renamed(real(source), real(target));
    }

    @Override
    public void delete(Path path) throws IOException {
        count("deletion");
        real.delete(real(path));
        listener.deleted(real(path));
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return real.newDirectoryStream(real(path), filter);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(real(path), attributes);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        real.copy(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return real.isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(real(path), attribute, value, options);
    }

    private final class FaultySystem extends FileSystem {
        @Override
        public FileSystemProvider provider() {
            return FaultyFiles.this;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return "/";
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return Set.of("basic");
        }

        @Override
        public Path getPath(String first, String... more) {
            return of(Path.of(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    /// A write that fails has written half of its bytes.
    private final class FaultyChannel extends FileChannel {
        private final FileChannel channel;

        FaultyChannel(FileChannel channel) {
            this.channel = channel;
        }

        private void countWrite(ByteBuffer source, long position) throws IOException {
            if (isFailing()) {
                channel.write(source.duplicate().limit(source.position() + source.remaining() / 2), position);
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            countWrite(source, channel.position());
            return channel.write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            countWrite(source, position);
            return channel.write(source, position);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            count("write");
            return channel.write(sources, offset, length);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            count("force");
            channel.force(metadata);
            listener.forced(this);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            count("truncation");
            channel.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return channel.read(targets, offset, length);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return channel.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            count("write");
            return channel.transferFrom(source, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return channel.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return channel.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
