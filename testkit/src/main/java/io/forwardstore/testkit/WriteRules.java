package io.forwardstore.testkit;

/// The rules of group WRITE. They run for backends that declare that they write.
interface WriteRules extends AppendRules, InsertRules, FlushRules, SnapshotRules, WriteRefusalRules {}
