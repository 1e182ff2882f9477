package com.example.zipstorage;

final class AlignedZipConformanceTest implements ZipConformance {
    @Override
    public Packing packing() {
        return Packing.ALIGNED;
    }
}
