#ifndef MADAR_CSQLITESHIM_H
#define MADAR_CSQLITESHIM_H

#include <sqlite3.h>

/// Turns defensive mode on, the trusted schema off and the checkpoint at close off.
///
/// sqlite3_db_config is variadic, which Swift cannot call. Gives a SQLite result code.
int madar_sqlite_harden(sqlite3 *db);

/// Tells whether all three switches of madar_sqlite_harden hold: 1, or 0.
int madar_sqlite_is_hardened(sqlite3 *db);

/// Binds a copy of bytes; SQLITE_TRANSIENT is a cast macro, which Swift does not import.
int madar_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count);

/// Has SQLite write, after each commit, how many pages its log of writes holds; null ends it.
void madar_sqlite_count_log_pages(sqlite3 *db, int *pages);

#endif
