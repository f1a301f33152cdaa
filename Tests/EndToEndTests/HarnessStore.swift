import AuditLog
import Authority
import Basics
import DefinitionSupport
import Dossiers
import Foundation
import Messages
import Operations
import Store

/// A leaf of the log with its payload opened.
struct OpenLeaf {
    let kind: LeafKind
    let body: WireLeaf
}

/// The store of a province that no daemon serves, opened in the test's own process.
enum StoppedStore {
    /// Opens a store with its credential, works on it, and closes it.
    static func open<Value>(_ province: Province, _ work: (Ledger) throws -> Value) throws
        -> Value
    {
        let dossiers = try Installation.open(
            folder: province.data, definition: try Shipped.definition(), clock: Device.now)
        do {
            try Sealing.unseal(dossiers, credentialPath: province.credential)
            let value = try work(dossiers)
            try dossiers.close()
            return value
        } catch {
            try? dossiers.close()
            throw error
        }
    }

    /// Every leaf of the log, opened.
    static func leaves(_ province: Province) throws -> [OpenLeaf] {
        try open(province) { dossiers in
            guard let log = dossiers.log else { return [] }
            return try dossiers.store.group { transaction in
                let count = try transaction.leafCount()
                return try (0..<count).map { index in
                    let (leaf, payload) = try log.leaf(
                        index, permit: Permit.system(.verification), in: transaction)
                    return OpenLeaf(
                        kind: leaf.kind,
                        body: try MessageCodec.decode(WireLeaf.self, from: payload))
                }
            }
        }
    }
}
