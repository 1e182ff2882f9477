package io.forwardstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A page of the documentation, taken apart.
///
/// @param file where it is
/// @param text what it says
record MarkdownPage(Path file, String text) {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "(?:^`(?<path>[^`\n]+)`\n\n)?(?:^<!-- (?<remark>[^\n]*) -->\n)?"
                            + "^```(?<language>[a-z]*)\n(?<content>.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?<target>[^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (?<title>.*)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`(?<code>[^`\n]+)`");

    /// A fenced block.
    ///
    /// @param language what stands behind the fence
    /// @param content its lines
    /// @param path the file that it is the content of, if a line before it names one; else empty
    /// @param remark the comment on the line before it; else empty
    /// @param line where it starts, counted from 1
    record Block(String language, String content, String path, String remark, int line) {}

    static MarkdownPage read(Path file) throws IOException {
        return new MarkdownPage(file, Files.readString(file));
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(
                    new Block(
                            block.group("language"),
                            block.group("content"),
                            orEmpty(block.group("path")),
                            orEmpty(block.group("remark")),
                            1
                                    + (int)
                                            text.substring(0, block.start("language"))
                                                    .chars()
                                                    .filter(c -> c == '\n')
                                                    .count()));
        }
        return blocks;
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    /// What links and pictures point at.
    List<String> links() {
        return LINK.matcher(prose()).results().map(link -> link.group("target")).toList();
    }

    /// What stands between backticks in a line.
    List<String> codes() {
        return CODE.matcher(prose()).results().map(code -> code.group("code")).toList();
    }

    /// What links may name behind `#`, made of the headings as GitHub does.
    Set<String> anchors() {
        return HEADING.matcher(prose())
                .results()
                .map(heading ->
                        heading.group("title")
                                .strip()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return file.normalize().toString().replace("../", "");
    }
}
