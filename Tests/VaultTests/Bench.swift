import Basics
import Foundation
import Secrets
import Store
import Testing

@testable import Authority
@testable import Vault

/// A store with an unsealed vault in a folder of its own, removed at the end.
final class Bench {
    let path = NSTemporaryDirectory() + "vault-\(UUID().uuidString)"
    let store: RecordStore
    let vault: RecordVault
    let credential = SecretKey()

    init(storeID: StoreID = Identifier(high: 1, low: 1)) throws {
        store = try RecordStore.create(in: path, id: storeID, reserveByteCount: 0)
        vault = try RecordVault.create(
            in: path, storeID: storeID, province: 7, at: Instant(milliseconds: 1))
        _ = try vault.addSlot(credential: credential)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Appends an act of the given classes in a group of its own.
    @discardableResult
    func append(
        _ parts: [(dataClass: DataClass, plaintext: [UInt8])], to file: FileID,
        record: UInt64 = UInt64.random(in: 1...UInt64.max)
    ) throws -> UInt64 {
        try store.group { group in
            if group.row(of: file) == nil {
                try vault.createFile(file, permit: .all, in: group)
            }
            var acts = ActsHash()
            return try vault.append(
                parts, record: Identifier(high: 9, low: record), to: file, leaf: 0,
                time: Instant(milliseconds: 5), acts: &acts, permit: .all, in: group
            ).sequence
        }
    }
}

extension Permit {
    static var all: Permit {
        Permit(
            actor: nil, purpose: .append, opens: DataClass.content.union([.audit, .spine]),
            seals: DataClass.content, writes: true)
    }

    static func only(_ classes: ClassSet, file: FileID? = nil, writes: Bool = false) -> Permit {
        Permit(
            actor: nil, purpose: .read, file: file, opens: classes,
            seals: writes ? classes : [], writes: writes)
    }
}

/// Runs a body and gives the vault's error.
func failure(_ body: () throws -> Void) -> VaultError? {
    do {
        try body()
        return nil
    } catch {
        return error as? VaultError
    }
}

func file(_ number: UInt64) -> FileID { Identifier(high: 3, low: number) }
