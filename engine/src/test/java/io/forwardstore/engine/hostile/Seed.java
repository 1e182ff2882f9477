package io.forwardstore.engine.hostile;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A well-formed file that mutants are made of.
///
/// @param name what reports call it
/// @param content its bytes
/// @param regions where the parts of its format lie
public record Seed(String name, byte[] content, List<Region> regions) {
    /// The parts of a file that are edited equally often, however small they are.
    public enum Part {
        /// The file's footer and what frames it.
        FOOTER,
        /// A message's or page's header.
        HEADER,
        /// An index of pages.
        INDEX,
        /// A buffer or a page's body.
        BODY
    }

    /// Some bytes of one kind.
    public record Region(Part part, int offset, int length) {}

    public Seed {
        regions =
                regions.stream()
                        .filter(region -> region.length() > 0 && region.offset() + region.length() <= content.length)
                        .toList();
    }

    /// The regions of each part that the file has.
    Map<Part, List<Region>> parts() {
        return regions.stream()
                .collect(Collectors.groupingBy(Region::part, () -> new EnumMap<>(Part.class), Collectors.toList()));
    }

    @Override
    public String toString() {
        return name;
    }
}
