package io.forwardstore.bufferpool;

/// What a [BufferManager] holds now and has done since it was made.
///
/// @param budgetBytes the most memory that it ever takes
/// @param residentBytes memory that it takes from the operating system now, free or not
/// @param usedBytes memory in use: cached, pinned, handed out or being loaded
/// @param cachedBytes memory of the pages that may be found again, pinned or not
/// @param pinnedBytes memory of pages that are being read or shared with results, and of buffers handed out
/// @param freeBytes the rest of the budget
/// @param hits pages found in memory; hits of one page by several threads at a time may be counted as one
/// @param misses pages that had to be loaded
/// @param loads pages loaded
/// @param evictions pages dropped for others
/// @param refusals requests that failed for lack of memory
/// @param fragmentation the part of the free resident memory outside its longest run, from 0 to 1
public record BufferManagerStats(
        long budgetBytes,
        long residentBytes,
        long usedBytes,
        long cachedBytes,
        long pinnedBytes,
        long freeBytes,
        long hits,
        long misses,
        long loads,
        long evictions,
        long refusals,
        double fragmentation) {}
