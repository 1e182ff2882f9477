package io.forwardstore.testkit;

import io.forwardstore.Capability;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Format;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.TestAbortedException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Runs each conformance test once for each format, with a fixture of its own.
final class ConformanceExtension implements TestTemplateInvocationContextProvider {
    private static final Namespace NAMESPACE = Namespace.create(ConformanceExtension.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(ConformanceTest.class);
    }

    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        StorageUnderTest subject = (StorageUnderTest) context.getRequiredTestInstance();
        Runs runs = context.getRequiredTestMethod().getAnnotation(ConformanceTest.class).value();
        Workspace workspace =
                context.getParent()
                        .orElseThrow()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(subject, Workspace::new, Workspace.class);
        String rule = context.getDisplayName();
        return formats(subject, runs).map(format -> new Invocation(workspace, rule, format));
    }

    private static Stream<Format> formats(StorageUnderTest subject, Runs runs) {
        Set<Format> formats = new TreeSet<>(subject.formats());
        return switch (runs) {
            case EACH_FORMAT -> formats.stream();
            case EACH_FILE_FORMAT -> formats.stream().filter(format -> format != Format.OWN);
            case ONCE -> formats.stream().limit(1);
            case IF_WRITABLE ->
                    subject.provider().capabilities().contains(Capability.WRITE) ? formats.stream() : Stream.empty();
        };
    }

    private record Invocation(Workspace workspace, String rule, Format format)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return rule + " [" + format + "]";
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {}

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new FixtureExtension(rule, new Fixture(workspace, format)));
        }
    }

    /// Hands the fixture over, puts it away, and has every failure say which rule it is about: build tools show
    /// methods' names and messages, but not always display names.
    private record FixtureExtension(String rule, Fixture fixture)
            implements ParameterResolver, TestExecutionExceptionHandler, AfterTestExecutionCallback {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            if (failure instanceof TestAbortedException) {
                throw failure;
            }
            throw new AssertionError(rule + " [" + fixture.format() + "]: " + failure.getMessage(), failure);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fixture.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return fixture;
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            fixture.finish(context.getDisplayName(), context.getExecutionException().isEmpty());
        }
    }
}
