package io.forwardstore.cli;

import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = FStore.class.getPackage().getImplementationVersion();
        return new String[] {"fstore " + (version == null ? "(unpackaged)" : version)};
    }
}
