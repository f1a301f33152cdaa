#ifndef STORE_TEST_VFS_H
#define STORE_TEST_VFS_H

/// Registers the test file system as SQLite's default, over the real one; once per process.
/// It only watches files whose path holds "/vfs-"; all others pass through.
int test_vfs_register(void);

/// Sets all counters to zero, forgets what was recorded and disarms every fault.
void test_vfs_reset(void);

/// How often SQLite synced a file whose name ends so ("madar.db-wal", "madar.db").
int test_vfs_sync_count(const char *suffix);

/// How often SQLite wrote to, synced, cut or read the watched files since the last reset.
int test_vfs_call_count(void);

/// Makes the n-th watched call from now on fail, and all after it: kind 1 = EIO, 2 = ENOSPC (which
/// only writes and syncs meet); 0 disarms.
void test_vfs_fail_at(int call, int kind);

/// From the n-th watched call on the disk is full for as long as a file is there: what deleting that
/// file gives back is room to write in.
void test_vfs_full_while(int call, const char *path);

/// Waits until no other test uses the file system's counters and faults, which all share; and lets
/// the next one use them.
void test_vfs_claim(void);
void test_vfs_release(void);

/// Whether the armed fault has struck.
int test_vfs_has_failed(void);

/// Copies the last synced state of every watched file of a folder into another folder: what a
/// power loss leaves if nothing unsynced reached the disk. Gives the number of files, or -1.
int test_vfs_power_loss(const char *folder, const char *into);

/// Copies what a power loss may leave of a folder where some of what was not synced reached the disk: of
/// each sector of 512 bytes that was written since the last sync the old or the new bytes, as the
/// seed has it, and of the file the old or the new length. Gives the number of files, or -1.
int test_vfs_torn_power_loss(const char *folder, const char *into, unsigned long long seed);

#endif
