package com.example.zipstorage;

final class DeflatedZipConformanceTest implements ZipConformance {
    @Override
    public Packing packing() {
        return Packing.DEFLATED;
    }
}
