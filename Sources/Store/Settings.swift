internal import CSQLiteShim
internal import GRDB

/// The settings of every connection (LAYOUT L-3): set, then read back where they matter.
enum Settings {
    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "madar.store"
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = StoreLimits.readerCount
        configuration.busyMode = .timeout(StoreLimits.busySeconds)
        configuration.prepareDatabase { database in
            guard let handle = unsafe database.sqliteConnection else { return }
            let connection = unsafe Connection(database: handle)
            let isReader = database.configuration.readonly
            try harden(connection)
            try connection.execute(
                """
                PRAGMA secure_delete = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA mmap_size = 0;
                PRAGMA cell_size_check = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA cache_size = -\(isReader ? StoreLimits.readerCacheKibibytes
                    : StoreLimits.writerCacheKibibytes);
                """)
            if isReader { try check(connection, isReader: true) }
        }
        return configuration
    }

    private static func harden(_ connection: Connection) throws(StoreError) {
        guard unsafe madar_sqlite_harden(connection.database) == SQLITE_OK else {
            throw .settingRefused(.hardening)
        }
    }

    /// Sets what GRDB would otherwise overrule, after the pool is made: it sets NORMAL on the
    /// writer over what `prepareDatabase` set, and NORMAL syncs no commit in WAL mode.
    static func finishWriter(_ connection: Connection) throws(StoreError) {
        try connection.execute("PRAGMA synchronous = FULL")
        _ = try connection.text("PRAGMA journal_size_limit = \(StoreLimits.journalByteCount)")
        connection.removeHooks()
        connection.countLogPages()
        try check(connection, isReader: false)
    }

    /// Reads every setting back.
    static func check(_ connection: Connection, isReader: Bool) throws(StoreError) {
        for (setting, expected) in expected(isReader: isReader) {
            guard try value(of: setting, on: connection) == expected else {
                throw .settingRefused(setting)
            }
        }
    }

    static func expected(isReader: Bool) -> [(StoreError.Setting, String)] {
        let all: [(StoreError.Setting, String)] = [
            (.journalMode, "wal"), (.secureDelete, "1"), (.tempStore, "2"), (.mmapSize, "0"),
            (.cellSizeCheck, "1"), (.trustedSchema, "0"), (.foreignKeys, "1"),
            (.walAutocheckpoint, "0"), (.hardening, "1"),
        ]
        return all + (isReader ? [] : [(.synchronous, "2")])
    }

    static func value(
        of setting: StoreError.Setting, on connection: Connection
    ) throws(StoreError) -> String? {
        if setting == .hardening {
            return unsafe madar_sqlite_is_hardened(connection.database) == 1 ? "1" : "0"
        }
        return try connection.text("PRAGMA \(setting.rawValue)")
    }
}
