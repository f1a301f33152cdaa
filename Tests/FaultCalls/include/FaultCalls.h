#ifndef FAULT_CALLS_H
#define FAULT_CALLS_H

// A disk that fails: the calls of the C library that open, write, sync, name and remove files, of
// which the n-th fails. Linked into the tests it strikes the thread that armed it and no other; as
// a library of its own, loaded before a program by LD_PRELOAD, every thread of that program:
// FAULT_UNDER, FAULT_AT and FAULT_KIND arm it, and where it struck it makes the file FAULT_STRUCK.

enum fault_kind {
    /// The n-th call fails with EIO, and no other.
    fault_once = 1,
    /// The n-th call that would take room fails with ENOSPC, and all that follow.
    fault_full = 2,
    /// The n-th call fails with EIO, and all that follow.
    fault_dead = 3,
    /// The n-th write writes half of what it is given, and all that follow fail with ENOSPC.
    fault_torn = 4,
    /// From the n-th call on each read and write moves one half of what it is asked for, and none
    /// fails.
    fault_short = 5,
    /// The first write from the n-th call on puts one bit other than it is given, and does not fail.
    fault_rotten = 6,
};

/// Counts the calls of this thread on files whose path begins so, and makes the n-th fail. Several
/// beginnings are parted by ":"; one that ends with "$" is a whole path.
void fault_calls_arm(const char *under, int call, int kind);

/// Lets the disk work again; tells whether a call was struck.
int fault_calls_disarm(void);

/// How many calls were counted since it was armed last.
int fault_calls_count(void);

#endif
