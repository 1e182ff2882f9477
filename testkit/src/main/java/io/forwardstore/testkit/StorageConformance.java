package io.forwardstore.testkit;

/// Every rule of the contract (`docs/CONTRACT.md`) as a test.
///
/// ```java
/// final class ZipStorageConformanceTest implements StorageConformance {
///   @Override
///   public StorageProvider provider() {
///     return StorageProviders.load().byId("ZipStorage");
///   }
/// }
/// ```
///
/// The display name of each test starts with the number of its rule. Tests of what the backend does not declare are
/// left out, and its refusal is tested instead.
public interface StorageConformance
        extends FixtureRules,
                OpenRules,
                SchemaRules,
                FetchRules,
                RowIdRules,
                ScanRules,
                OwnershipRules,
                ThreadRules,
                FailureRules,
                ReadOnlyRules,
                WriteRules,
                CapabilityRules,
                StatsRules {}
