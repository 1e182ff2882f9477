package com.example.zipstorage;

final class StoredZipConformanceTest implements ZipConformance {
    @Override
    public Packing packing() {
        return Packing.STORED;
    }
}
