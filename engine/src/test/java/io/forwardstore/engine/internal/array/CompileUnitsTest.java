package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.internal.memory.Memory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;

/// Some methods say that they are too large to be inlined, and mean it.
final class CompileUnitsTest {
    /// `-XX:FreqInlineSize` of HotSpot on x86 and AArch64.
    private static final int INLINED_BYTECODES = 325;

    static List<Arguments> methods() {
        return List.of(
                Arguments.of(Memory.class, "copyShort"),
                Arguments.of(FixedWidthGatherer.class, "copyValues"),
                Arguments.of(VarWidthGatherer.class, "follow"),
                Arguments.of(VarWidthGatherer.class, "copyValues"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void isNotInlined(Class<?> owner, String method) throws IOException {
        try (InputStream bytes = owner.getResourceAsStream(owner.getSimpleName() + ".class")) {
            ClassModel parsed = ClassFile.of().parse(bytes.readAllBytes());
            int length =
                    parsed.methods().stream()
                            .filter(candidate -> candidate.methodName().equalsString(method))
                            .map(MethodModel::code)
                            .flatMap(code -> code.map(CodeAttribute.class::cast).stream())
                            .mapToInt(CodeAttribute::codeLength)
                            .findFirst()
                            .orElseThrow();
            assertTrue(length > INLINED_BYTECODES, method + " has " + length + " bytecodes");
        }
    }
}
