/// The tables, as LAYOUT.md names them; every column beside an envelope is one of: file, sequence,
/// class, random id, time, generation, key version, row number.
enum Schema {
    /// The layout version that this program writes and reads (LAYOUT L-4).
    static let version: Int64 = 1

    static let sql = """
        CREATE TABLE meta(key INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
        CREATE TABLE file(row INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT;
        CREATE TABLE act(
            row INTEGER PRIMARY KEY, file INTEGER NOT NULL, sequence INTEGER NOT NULL,
            class INTEGER NOT NULL, record BLOB NOT NULL, leaf INTEGER NOT NULL,
            time INTEGER NOT NULL, envelope BLOB NOT NULL) STRICT;
        CREATE TABLE place(
            file INTEGER NOT NULL, sequence INTEGER NOT NULL, class INTEGER NOT NULL,
            act INTEGER NOT NULL, PRIMARY KEY(file, sequence, class)) STRICT, WITHOUT ROWID;
        CREATE TABLE tail(
            row INTEGER PRIMARY KEY, file INTEGER NOT NULL, spine BLOB NOT NULL) STRICT;
        CREATE TABLE spine(file INTEGER PRIMARY KEY, spine BLOB NOT NULL) STRICT;
        CREATE TABLE head(
            row INTEGER PRIMARY KEY, position INTEGER NOT NULL, envelope BLOB NOT NULL) STRICT;
        CREATE TABLE wrap(
            file INTEGER NOT NULL, class INTEGER NOT NULL, generation INTEGER NOT NULL,
            kek INTEGER NOT NULL, wrap BLOB NOT NULL,
            PRIMARY KEY(file, class, generation)) STRICT, WITHOUT ROWID;
        CREATE INDEX wrap_kek ON wrap(class, kek, file);
        CREATE TABLE tombstone(
            act INTEGER PRIMARY KEY, file INTEGER NOT NULL, sequence INTEGER NOT NULL,
            class INTEGER NOT NULL, record BLOB NOT NULL, leaf INTEGER NOT NULL,
            hash BLOB NOT NULL, erasure INTEGER NOT NULL) STRICT;
        CREATE INDEX tombstone_file ON tombstone(file);
        CREATE TABLE blind(
            row INTEGER PRIMARY KEY, file INTEGER NOT NULL, token BLOB NOT NULL) STRICT;
        CREATE INDEX blind_token ON blind(token);
        CREATE INDEX blind_file ON blind(file);
        CREATE TABLE attachment(
            row INTEGER PRIMARY KEY, file INTEGER NOT NULL, sequence INTEGER NOT NULL,
            class INTEGER NOT NULL, id BLOB NOT NULL, header BLOB NOT NULL) STRICT;
        CREATE INDEX attachment_act ON attachment(file, sequence);
        CREATE TABLE chunk(row INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
        CREATE TABLE leaf(row INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE tile(row INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
        CREATE TABLE opkey(
            row INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, device INTEGER NOT NULL,
            place BLOB NOT NULL, digest BLOB NOT NULL, answer BLOB NOT NULL) STRICT;
        CREATE TABLE registry(row INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
        CREATE TABLE pending(row INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
        CREATE TABLE job(row INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        """

    /// What came after version 1 without changing a byte of it: a store that has it not gets it when
    /// it is opened (LAYOUT L-77).
    static let addition = """
        CREATE TABLE IF NOT EXISTS former(
            act INTEGER NOT NULL, leaf INTEGER NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY(act, leaf)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS former_leaf ON former(leaf);
        """
}

/// A value of the meta table, by its number (LAYOUT L-5).
public enum MetaKey: Int64, Sendable, CaseIterable {
    /// The layout version, 8 bytes.
    case layout = 1
    /// The store id, 16 bytes.
    case storeID = 2
    /// The last act row that the table of places holds, 8 bytes.
    case foldedAct = 3
    /// How often a daemon has opened the store, 8 bytes.
    case instances = 4
    /// The last signed checkpoint, a note.
    case checkpoint = 5
    /// The public keys of the log, 32 bytes each.
    case logKeys = 6
    /// What the registry's rows add up to, sealed.
    case registryHead = 7
    /// The date and result of the last verification, opaque.
    case lastVerification = 8
    /// The date and result of the last backup, opaque.
    case lastBackup = 9
    /// The last act row up to which head parts are folded, 8 bytes.
    case foldedHeads = 10
    /// The province's number, 2 bytes.
    case province = 11
    /// The hash of the definition last used, opaque.
    case definition = 12
    /// The last day of which operation keys may have been forgotten, 8 bytes.
    case forgottenOperations = 13
    /// Hashes of the log's leaves and tiles that no full tile holds, to find a change by.
    case logEdge = 14
}

/// Every statement that is prepared once.
enum Statement: Int, CaseIterable {
    case begin, commit, rollback, savepoint, release, rollbackTo
    case getMeta, setMeta
    case addFile, files
    case addAct, getAct, actsFrom, deleteAct, lastActRow, actPlacesFrom, setEnvelope
    case addPlace, placesOf, placeOf, deletePlace
    case addTail, getTail, tails, deleteTails, getSpine, setSpine
    case getHead, headsOf, setHead, deleteHead, heads
    case addWrap, getWrap, wrapsOf, latestWrap, replaceWrap, deleteWrap, deleteWraps, wrapsUnder,
        census
    case addTombstone, tombstonesOf, tombstones
    case addFormer, formerOf, formerUnder, formerCount, resealLeaves
    case addBlind, findBlind, blindOf, blindCount, strayBlinds, deleteStrayBlinds, deleteBlind
    case addAttachment, attachmentsOf, deleteAttachment, lastAttachment
    case addChunk, getChunk, lastChunk, deleteChunks
    case addLeaf, getLeaf, leavesBetween, leafCount, addTile, getTile
    case addOpKey, getOpKey, opKeys, expireOpKeys, acknowledgeOpKey
    case putRegistry, deleteRegistry, registryRows
    case addPending, pendingRows, pendingCount, deletePending
    case putJob, jobs, deleteJob

    var sql: String { Self.texts[rawValue] }

    private static let texts: [String] = allCases.map(\.text)
}

extension Statement {
    private static let actColumns = "row, file, sequence, class, record, leaf, time, envelope"
    private static let deadColumns = "act, file, sequence, class, record, leaf, hash, erasure"

    // One statement a line: a table, not a computation.
    fileprivate var text: String {
        switch self {
        case .begin: "BEGIN IMMEDIATE"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        case .savepoint: "SAVEPOINT s"
        case .release: "RELEASE s"
        case .rollbackTo: "ROLLBACK TO s"
        case .getMeta: "SELECT value FROM meta WHERE key = ?"
        case .setMeta: "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)"
        case .addFile: "INSERT INTO file(row, id) VALUES(?, ?)"
        case .files: "SELECT row, id FROM file WHERE row > ? ORDER BY row"
        case .addAct: "INSERT INTO act(\(Self.actColumns)) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
        case .getAct: "SELECT \(Self.actColumns) FROM act WHERE row = ?"
        case .actsFrom: "SELECT \(Self.actColumns) FROM act WHERE row > ? ORDER BY row LIMIT ?"
        case .deleteAct: "DELETE FROM act WHERE row = ?"
        case .setEnvelope: "UPDATE act SET envelope = ? WHERE row = ?"
        case .lastActRow: "SELECT max(row) FROM act"
        case .actPlacesFrom:
            "SELECT row, file, sequence, class FROM act WHERE row > ? ORDER BY row"
        case .addPlace: "INSERT INTO place(file, sequence, class, act) VALUES(?, ?, ?, ?)"
        case .placesOf:
            """
            SELECT sequence, class, act, file FROM place
            WHERE file BETWEEN ? AND ? ORDER BY file, sequence, class
            """
        case .placeOf: "SELECT act FROM place WHERE file = ? AND sequence = ? AND class = ?"
        case .deletePlace: "DELETE FROM place WHERE file = ? AND sequence = ? AND class = ?"
        case .addTail: "INSERT INTO tail(row, file, spine) VALUES(?, ?, ?)"
        case .getTail: "SELECT spine FROM tail WHERE row = ?"
        case .tails: "SELECT row, file FROM tail ORDER BY row"
        case .deleteTails: "DELETE FROM tail WHERE row <= ?"
        case .getSpine: "SELECT spine FROM spine WHERE file = ?"
        case .setSpine: "INSERT OR REPLACE INTO spine(file, spine) VALUES(?, ?)"
        case .getHead: "SELECT position, envelope FROM head WHERE row = ?"
        case .headsOf:
            "SELECT row, position, envelope FROM head WHERE row BETWEEN ? AND ? ORDER BY row"
        case .setHead: "INSERT OR REPLACE INTO head(row, position, envelope) VALUES(?, ?, ?)"
        case .deleteHead: "DELETE FROM head WHERE row = ?"
        case .heads:
            "SELECT row, position, envelope FROM head WHERE row > ? AND row & 7 = ? ORDER BY row"
        case .addWrap:
            "INSERT INTO wrap(file, class, generation, kek, wrap) VALUES(?, ?, ?, ?, ?)"
        case .getWrap:
            "SELECT wrap, kek FROM wrap WHERE file = ? AND class = ? AND generation = ?"
        case .wrapsOf:
            """
            SELECT file, class, generation, kek, wrap FROM wrap
            WHERE file BETWEEN ? AND ? ORDER BY file, class
            """
        case .latestWrap: "SELECT max(generation) FROM wrap WHERE file = ? AND class = ?"
        case .replaceWrap:
            """
            UPDATE wrap SET kek = ?, wrap = ?
            WHERE file = ? AND class = ? AND generation = ? AND wrap = ?
            """
        case .deleteWrap: "DELETE FROM wrap WHERE file = ? AND class = ? AND generation = ?"
        case .deleteWraps: "DELETE FROM wrap WHERE file = ? AND class = ?"
        case .wrapsUnder:
            """
            SELECT file, class, generation, kek, wrap FROM wrap
            WHERE class = ? AND kek = ? AND (file, generation) > (?, ?)
            ORDER BY file, generation LIMIT ?
            """
        case .census: "SELECT class, kek, count(*) FROM wrap GROUP BY class, kek"
        case .addTombstone:
            "INSERT INTO tombstone(\(Self.deadColumns)) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
        case .tombstonesOf:
            """
            SELECT \(Self.deadColumns) FROM tombstone WHERE file = ? ORDER BY sequence, class
            """
        case .tombstones: "SELECT \(Self.deadColumns) FROM tombstone ORDER BY act"
        case .addFormer: "INSERT INTO former(act, leaf, hash) VALUES(?, ?, ?)"
        case .formerOf: "SELECT act, leaf, hash FROM former WHERE act = ? ORDER BY leaf"
        case .formerUnder: "SELECT act, leaf, hash FROM former WHERE leaf = ? ORDER BY act"
        case .resealLeaves: "SELECT DISTINCT leaf FROM former ORDER BY leaf"
        case .formerCount: "SELECT count(*) FROM former"
        case .addBlind: "INSERT INTO blind(file, token) VALUES(?, ?)"
        case .findBlind: "SELECT file FROM blind WHERE token = ?"
        case .blindOf: "SELECT token FROM blind WHERE file = ?"
        case .blindCount: "SELECT count(*) FROM blind"
        case .strayBlinds: "SELECT count(*) FROM blind WHERE file NOT IN (SELECT row FROM file)"
        case .deleteStrayBlinds: "DELETE FROM blind WHERE file NOT IN (SELECT row FROM file)"
        case .deleteBlind: "DELETE FROM blind WHERE file = ?"
        case .addAttachment:
            "INSERT INTO attachment(row, file, sequence, class, id, header) VALUES(?, ?, ?, ?, ?, ?)"
        case .attachmentsOf:
            "SELECT row, sequence, class, id, header FROM attachment WHERE file = ? AND sequence >= ?"
        case .deleteAttachment: "DELETE FROM attachment WHERE row = ?"
        case .lastAttachment: "SELECT coalesce(max(row), 0) FROM attachment"
        case .addChunk: "INSERT INTO chunk(row, sealed) VALUES(?, ?)"
        case .getChunk: "SELECT sealed FROM chunk WHERE row = ?"
        case .lastChunk: "SELECT coalesce(max(row), -1) FROM chunk WHERE row BETWEEN ? AND ?"
        case .deleteChunks: "DELETE FROM chunk WHERE row BETWEEN ? AND ?"
        case .addLeaf: "INSERT INTO leaf(row, bytes) VALUES(?, ?)"
        case .getLeaf: "SELECT bytes FROM leaf WHERE row = ?"
        case .leavesBetween: "SELECT row, bytes FROM leaf WHERE row >= ? AND row < ? ORDER BY row"
        case .leafCount: "SELECT coalesce(max(row) + 1, 0) FROM leaf"
        case .addTile: "INSERT INTO tile(row, hashes) VALUES(?, ?)"
        case .getTile: "SELECT hashes FROM tile WHERE row = ?"
        case .addOpKey:
            "INSERT INTO opkey(row, time, device, place, digest, answer) VALUES(?, ?, ?, ?, ?, ?)"
        case .getOpKey: "SELECT time, digest, answer FROM opkey WHERE row = ?"
        case .opKeys: "SELECT row, time, device, place, length(answer) FROM opkey ORDER BY row"
        case .expireOpKeys: "DELETE FROM opkey WHERE row <= ?"
        case .acknowledgeOpKey: "UPDATE opkey SET answer = x'' WHERE row = ?"
        case .putRegistry: "INSERT OR REPLACE INTO registry(row, sealed) VALUES(?, ?)"
        case .deleteRegistry: "DELETE FROM registry WHERE row = ?"
        case .registryRows: "SELECT row, sealed FROM registry ORDER BY row"
        case .addPending: "INSERT INTO pending(row, sealed) VALUES(?, ?)"
        case .pendingRows: "SELECT row, sealed FROM pending ORDER BY row"
        case .pendingCount: "SELECT count(*) FROM pending"
        case .deletePending: "DELETE FROM pending"
        case .putJob: "INSERT OR REPLACE INTO job(row, bytes) VALUES(?, ?)"
        case .jobs: "SELECT row, bytes FROM job ORDER BY row"
        case .deleteJob: "DELETE FROM job WHERE row = ?"
        }
    }
}
