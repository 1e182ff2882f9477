package io.forwardstore.testkit;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test of a numbered rule of the contract. Its method takes a [Fixture]; its display name starts with the number.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ConformanceExtension.class)
@interface ConformanceTest {
    /// How often the test runs.
    enum Runs {
        /// Once for each format.
        EACH_FORMAT,
        /// Once for each format that the kit writes files of; the test needs their bytes.
        EACH_FILE_FORMAT,
        /// Once.
        ONCE,
        /// Once for each format, if the backend declares that it writes.
        IF_WRITABLE
    }

    /// How often the test runs.
    Runs value() default Runs.EACH_FORMAT;
}
