internal import AuditLog
internal import Basics
internal import Dossiers
internal import Glibc
internal import Store
internal import Vault

/// What a drill writes beside a backup, for the daemon that made it (LAYOUT L-63).
///
/// That a backup was opened and agrees is signed with the key of the log, which only who has opened
/// the store that is in it can do. That it failed nobody can sign: whoever writes in the folder may
/// raise that alarm.
enum DrillNote: Equatable {
    /// The backup was restored in a scratch folder, and every leaf and act opened.
    case proved(Proved)
    /// It was not.
    case failed(at: Instant)

    /// What was opened.
    struct Proved: Equatable {
        /// SHA-256 of the record backup.
        var hash: [UInt8]
        /// How many leaves its checkpoint covers.
        var size: UInt64
        /// When.
        var at: Instant
        /// How many leaves and acts were opened.
        var opened: (leaves: UInt64, acts: UInt64)

        static func == (left: Proved, right: Proved) -> Bool {
            (left.hash, left.size, left.at) == (right.hash, right.size, right.at)
                && left.opened == right.opened
        }

        /// The text that is signed.
        func text(of store: StoreID) -> String {
            let lines = [
                DrillNote.title, store.hexadecimal, hash.hexadecimal, String(size),
                String(at.milliseconds), "\(opened.leaves) \(opened.acts)",
            ]
            return lines.joined(separator: "\n") + "\n"
        }

        /// Reads the text; nil where it has another form, or is of another store.
        init?(text: String, of store: StoreID) {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.count == 7, let hash = [UInt8](hexadecimal: String(lines[2])),
                let size = UInt64(lines[3]), let at = Int64(lines[4])
            else { return nil }
            let counts = lines[5].split(separator: " ").compactMap { UInt64($0) }
            guard counts.count == 2 else { return nil }
            self.init(
                hash: hash, size: size, at: Instant(milliseconds: at),
                opened: (counts[0], counts[1]))
            guard self.text(of: store) == text else { return nil }
        }

        init(hash: [UInt8], size: UInt64, at: Instant, opened: (leaves: UInt64, acts: UInt64)) {
            (self.hash, self.size, self.at, self.opened) = (hash, size, at, opened)
        }
    }

    /// The end of its name, after that of the backup.
    static let nameEnd = ".drill"
    private static let title = "madar/drill/1"
    private static let failedTitle = "madar/drill/1 failed"

    /// Signs what was opened with the log's key of the store that was restored.
    ///
    /// - Throws: `AuditError`.
    static func sign(_ proved: Proved, with ledger: Ledger) throws -> [UInt8] {
        Array(try LeafLog.sign(proved.text(of: ledger.storeID), with: ledger.vault).utf8)
    }

    /// The bytes that say that a backup failed.
    static func failure(at time: Instant) -> [UInt8] {
        Array("\(failedTitle)\n\(time.milliseconds)\n".utf8)
    }

    /// Reads what lies beside a backup; nil where nothing does, or a disk refuses now.
    ///
    /// What is no file, or is not signed with a key that signs the store's log now, counts as a
    /// failure.
    static func read(
        beside backup: String, _ ledger: Ledger, now: Instant
    ) throws -> DrillNote? {
        var bytes: [UInt8] = []
        do throws(StoreError) {
            try PlainFile.read(backup + nameEnd).read(
                into: &bytes, maximumByteCount: OperationsLimits.drillNoteByteCountMax)
        } catch {
            return error == .inputOutput(code: 0, errno: EINVAL) ? .failed(at: now) : nil
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        if lines.first == failedTitle[...], lines.count == 2, let at = Int64(lines[1]) {
            return .failed(at: Instant(milliseconds: at))
        }
        let keys = try ledger.vault.signingLogKeys()
        guard let text = LeafLog.text(of: bytes, of: ledger.storeID, signedBy: keys),
            let proved = Proved(text: text, of: ledger.storeID)
        else {
            return .failed(at: now)
        }
        return .proved(proved)
    }
}
